/* Runs a program and makes one of its file operations fail.
 *
 *     injector FOLDER REPORT FAULT N CALLS -- PROGRAM ARGUMENT …
 *
 * Only system calls on files of FOLDER count; they are numbered from 1 in the order in which they begin, over all
 * threads. CALLS is "all", "changes" (only calls that may change FOLDER), "writes" or "output" (only writes to the
 * standard streams). The N-th call fails; if N is followed by "+", all later ones fail too. FAULT is one of
 *
 *     none      nothing fails
 *     ENOSPC …  the call is not made and returns this error
 *     short     write(2) writes only half of its bytes
 *     kill      the program is killed before the call
 *     hang      the call never returns
 *
 * REPORT gets one line "N NAME PATH" for each call that counts, and "!" in front of it if it failed. The exit status
 * is that of the program, or 128 plus the number of the signal that ended it.
 *
 * The program is traced with ptrace(2), because it makes system calls without the C library, which a preloaded
 * library would not see.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
#error "only for x86-64"
#endif

/* What the arguments of a call name. */
enum names { FD, PATH, AT, TWO_PATHS, TWO_AT };

/* Whether a call changes the folder. */
enum effect { READS, CHANGES, WRITES, OPENS };

struct call {
    long number;
    const char *name;
    enum names names;
    enum effect effect;
};

static const struct call CALLS[] = {
    {SYS_open, "open", PATH, OPENS},
    {SYS_openat, "openat", AT, OPENS},
    {SYS_creat, "creat", PATH, CHANGES},
    {SYS_read, "read", FD, READS},
    {SYS_pread64, "pread64", FD, READS},
    {SYS_readv, "readv", FD, READS},
    {SYS_lseek, "lseek", FD, READS},
    {SYS_stat, "stat", PATH, READS},
    {SYS_lstat, "lstat", PATH, READS},
    {SYS_fstat, "fstat", FD, READS},
    {SYS_newfstatat, "newfstatat", AT, READS},
    {SYS_statx, "statx", AT, READS},
    {SYS_access, "access", PATH, READS},
    {SYS_faccessat, "faccessat", AT, READS},
    {SYS_faccessat2, "faccessat2", AT, READS},
    {SYS_readlink, "readlink", PATH, READS},
    {SYS_readlinkat, "readlinkat", AT, READS},
    {SYS_getdents64, "getdents64", FD, READS},
    {SYS_write, "write", FD, WRITES},
    {SYS_pwrite64, "pwrite64", FD, WRITES},
    {SYS_writev, "writev", FD, CHANGES},
    {SYS_copy_file_range, "copy_file_range", FD, CHANGES},
    {SYS_sendfile, "sendfile", FD, CHANGES},
    {SYS_fsync, "fsync", FD, CHANGES},
    {SYS_fdatasync, "fdatasync", FD, CHANGES},
    {SYS_ftruncate, "ftruncate", FD, CHANGES},
    {SYS_flock, "flock", FD, CHANGES},
    {SYS_fchmod, "fchmod", FD, CHANGES},
    {SYS_fchown, "fchown", FD, CHANGES},
    {SYS_chmod, "chmod", PATH, CHANGES},
    {SYS_fchmodat, "fchmodat", AT, CHANGES},
    {SYS_mkdir, "mkdir", PATH, CHANGES},
    {SYS_mkdirat, "mkdirat", AT, CHANGES},
    {SYS_rmdir, "rmdir", PATH, CHANGES},
    {SYS_unlink, "unlink", PATH, CHANGES},
    {SYS_unlinkat, "unlinkat", AT, CHANGES},
    {SYS_rename, "rename", TWO_PATHS, CHANGES},
    {SYS_renameat, "renameat", TWO_AT, CHANGES},
    {SYS_renameat2, "renameat2", TWO_AT, CHANGES},
    {SYS_link, "link", TWO_PATHS, CHANGES},
    {SYS_linkat, "linkat", TWO_AT, CHANGES},
};

static const struct {
    const char *name;
    int number;
} ERRORS[] = {
    {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EDQUOT", EDQUOT}, {"EROFS", EROFS}, {"EINTR", EINTR}, {"EACCES", EACCES},
    {"EMFILE", EMFILE}, {"EPIPE", EPIPE},
};

#define MAX_THREADS 256
/* Threads whose current call fails, and the error of each. */
static struct {
    pid_t thread;
    int error;
} failing[MAX_THREADS];

static const char *folder;
static FILE *report;
static long first;
static int all_later;
static int error_number;
static enum { NONE, ERROR, SHORT, KILL, HANG } fault;
static enum { ALL, ONLY_CHANGES, ONLY_WRITES, ONLY_OUTPUT } which;
static long count;

static void fail(const char *what) {
    perror(what);
    exit(125);
}

static int in_folder(const char *path) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

/* Copies a text of the program. Returns whether it could be read. */
static int read_text(pid_t thread, unsigned long address, char *text, size_t size) {
    size_t done = 0;
    while (done + 1 < size) {
        /* Reads to the end of the page, because the next page may not exist. */
        size_t part = 4096 - (address + done) % 4096;
        if (part > size - 1 - done)
            part = size - 1 - done;
        struct iovec to = {text + done, part}, from = {(void *)(address + done), part};
        ssize_t got = process_vm_readv(thread, &to, 1, &from, 1, 0);
        if (got <= 0)
            return 0;
        if (memchr(text + done, 0, got))
            return 1;
        done += got;
    }
    text[done] = 0;
    return 1;
}

/* Stores the path of a descriptor, or of the working directory. */
static int path_of(pid_t thread, int descriptor, char *path) {
    char link[64];
    if (descriptor == AT_FDCWD)
        snprintf(link, sizeof link, "/proc/%d/cwd", thread);
    else
        snprintf(link, sizeof link, "/proc/%d/fd/%d", thread, descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return 1;
}

static int path_at(pid_t thread, int descriptor, unsigned long address, char *path) {
    char text[PATH_MAX];
    if (!address || !read_text(thread, address, text, sizeof text) || !text[0])
        return path_of(thread, descriptor, path);
    if (text[0] == '/') {
        strcpy(path, text);
        return 1;
    }
    if (!path_of(thread, descriptor, path))
        return 0;
    strncat(path, "/", PATH_MAX - strlen(path) - 1);
    strncat(path, text, PATH_MAX - strlen(path) - 1);
    return 1;
}

/* Returns the call if it counts, and stores its path. */
static const struct call *counted(pid_t thread, const struct __ptrace_syscall_info *info, char *path) {
    const struct call *call = NULL;
    const uint64_t *arguments = info->entry.args;
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++)
        if (CALLS[i].number == (long)info->entry.nr)
            call = &CALLS[i];
    if (!call)
        return NULL;
    if (which == ONLY_OUTPUT) {
        snprintf(path, PATH_MAX, "descriptor %d", (int)arguments[0]);
        return call->effect == WRITES && (arguments[0] == 1 || arguments[0] == 2) ? call : NULL;
    }
    enum effect effect = call->effect;
    if (effect == OPENS) {
        int flags = (int)arguments[call->names == AT ? 2 : 1];
        effect = flags & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR) ? CHANGES : READS;
    }
    if ((which == ONLY_CHANGES && effect == READS) || (which == ONLY_WRITES && effect != WRITES))
        return NULL;
    int known = 0;
    switch (call->names) {
    case FD:
        known = path_of(thread, (int)arguments[0], path);
        break;
    case PATH:
    case TWO_PATHS:
        known = path_at(thread, AT_FDCWD, arguments[0], path);
        break;
    case AT:
    case TWO_AT:
        known = path_at(thread, (int)arguments[0], arguments[1], path);
        break;
    }
    return known && in_folder(path) ? call : NULL;
}

/* Handles the beginning of a call. Returns whether the thread goes on. */
static int begin(pid_t program, pid_t thread, const struct __ptrace_syscall_info *info) {
    char path[PATH_MAX];
    const struct call *call = counted(thread, info, path);
    if (!call)
        return 1;
    count++;
    int fails = fault != NONE && (count == first || (all_later && count > first));
    fprintf(report, "%s%ld %s %s\n", fails ? "!" : "", count, call->name, path);
    fflush(report);
    if (!fails)
        return 1;
    struct user_regs_struct registers;
    if (fault == KILL) {
        kill(program, SIGKILL);
        return 0;
    }
    if (fault == HANG)
        return 0;
    if (ptrace(PTRACE_GETREGS, thread, 0, &registers))
        return 1;
    if (fault == SHORT) {
        if (call->effect == WRITES && registers.rdx > 1)
            registers.rdx /= 2;
    } else {
        registers.orig_rax = -1;
        for (int i = 0; i < MAX_THREADS; i++)
            if (!failing[i].thread) {
                failing[i].thread = thread;
                failing[i].error = error_number;
                break;
            }
    }
    ptrace(PTRACE_SETREGS, thread, 0, &registers);
    return 1;
}

/* Handles the end of a call. */
static void end(pid_t thread) {
    for (int i = 0; i < MAX_THREADS; i++)
        if (failing[i].thread == thread) {
            struct user_regs_struct registers;
            failing[i].thread = 0;
            if (ptrace(PTRACE_GETREGS, thread, 0, &registers))
                return;
            registers.rax = -failing[i].error;
            ptrace(PTRACE_SETREGS, thread, 0, &registers);
        }
}

static void parse(char **arguments) {
    folder = arguments[1];
    report = fopen(arguments[2], "w");
    if (!report)
        fail(arguments[2]);
    const char *name = arguments[3];
    fault = !strcmp(name, "none") ? NONE : !strcmp(name, "short") ? SHORT : !strcmp(name, "kill") ? KILL
        : !strcmp(name, "hang") ? HANG : ERROR;
    for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++)
        if (!strcmp(name, ERRORS[i].name))
            error_number = ERRORS[i].number;
    char *rest;
    first = strtol(arguments[4], &rest, 10);
    all_later = *rest == '+';
    which = !strcmp(arguments[5], "all") ? ALL : !strcmp(arguments[5], "changes") ? ONLY_CHANGES
        : !strcmp(arguments[5], "writes") ? ONLY_WRITES : ONLY_OUTPUT;
    if (fault == ERROR && !error_number) {
        fprintf(stderr, "no such fault: %s\n", name);
        exit(125);
    }
}

int main(int number, char **arguments) {
    if (number < 8 || strcmp(arguments[6], "--")) {
        fputs("usage: injector FOLDER REPORT FAULT N CALLS -- PROGRAM ARGUMENT …\n", stderr);
        return 125;
    }
    parse(arguments);
    int start[2];
    if (pipe2(start, O_CLOEXEC))
        fail("pipe2");
    pid_t program = fork();
    if (program == 0) {
        char byte;
        fclose(report);
        close(start[1]);
        if (read(start[0], &byte, 1) == 1)
            execv(arguments[7], arguments + 7);
        _exit(125);
    }
    /* Only the program reacts to the terminal. */
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    if (ptrace(PTRACE_SEIZE, program, 0, options) || ptrace(PTRACE_INTERRUPT, program, 0, 0))
        fail("ptrace");
    int status;
    if (waitpid(program, &status, __WALL) < 0)
        fail("waitpid");
    ptrace(PTRACE_SYSCALL, program, 0, 0);
    if (write(start[1], "", 1) != 1)
        fail("write");
    pid_t thread;
    while ((thread = waitpid(-1, &status, __WALL)) > 0) {
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (thread == program)
                return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        int stopped_by = WSTOPSIG(status), signal = 0, goes_on = 1;
        if (stopped_by == (SIGTRAP | 0x80)) {
            struct __ptrace_syscall_info info;
            if (ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) > 0) {
                if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
                    goes_on = begin(program, thread, &info);
                else if (info.op == PTRACE_SYSCALL_INFO_EXIT)
                    end(thread);
            }
        } else if (!(status >> 16)) {
            signal = stopped_by;
        }
        if (goes_on)
            ptrace(PTRACE_SYSCALL, thread, 0, signal);
    }
    return 125;
}
