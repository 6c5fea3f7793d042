### The command line.

## Unknown or malformed arguments

cli-no-event = There is no event yet: create one with "tarazy event new NAME"
cli-no-event-of-today = There is no event today: name one with --event, see "tarazy event list"
cli-event-changed = Another program changed { $slug } at the same time: try again
cli-which-event = It is not clear which event is meant: add --event with one of { $events }
cli-which-event-one = There is no event today: add --event { $event } if that one is meant, or create one with "tarazy event new NAME"
cli-doubted-clock = { $doubt }: set the clock, or add --event with one of { $events } (and --at with the time of the record)
cli-doubted-clock-no-event = { $doubt }: set the clock, or create the event with "tarazy event new NAME --date DAY"
clock-before-release = The clock of this computer says { $now }, but this program is from { $released }
clock-behind-record = The clock of this computer says { $now }, but this computer already recorded on { $newest }
clock-warning = { $doubt }: set the clock
cli-unknown-zone = TZ: "{ $zone }" is not a known time zone: write a name such as Asia/Almaty, or unset TZ
event-made = New event { $slug }: { $date }, { $offset }
event-same-day = There is another event on this day: { $slug }. Choose one with --event
event-named = The unnamed event { $slug } is now { $name }
event-made-in-utc = New event { $slug }, UTC+00:00. To change it: tarazy event set --utc-offset
event-goes-on = Event { $slug } continues: its last record is from { $time }
event-of-other-date = This event is on { $date }, not today
record-other-day = The record is dated { $date }, but the event is on { $event }
event-other-day = There is no event today. This is { $slug }
event-one-of-several = Several events may be meant. This is { $slug }; --event chooses another
zone-odds = This computer is in { $here }, the event in { $offset }: all times are the event's
cli-unknown-material = There is no material "{ $material }". Known: { $known }
cli-unknown-grade = "{ $material }" has no type "{ $grade }". Known: { $known }
cli-no-grades = "{ $material }" has no types: leave the type out
cli-bad-station = "{ $station }" cannot be a station: use 1 to 8 letters A-Z or digits
# $most (Number)
cli-bad-prefix = "{ $prefix }" is not a prefix: 1 to { $most } characters, without a digit, "+", "-" or "." at the end
cli-bad-date = "{ $date }" is not a date: write it as 2026-01-25
cli-bad-time = "{ $time }" is not a time: write it as 2026-01-25T14:05:00+05:00
# $most (Number)
cli-bad-key = "{ $key }" is not a key for --id: use at most { $most } characters of A-Z, a-z, 0-9, ".", "_", ":" and "-"
cli-key-in-use = --id { $key } belongs to { $record }, which holds something else: use a new key for a new record
cli-key-voided = { $record } has since been voided or corrected, and is not recorded again
cli-bad-record = "{ $record }" is not a record: write it as A:17
# $most (Number)
cli-bad-people = "{ $typed }" is not a number of people: type a whole number from 1 to { $most }
cli-bad-count = "{ $given }" is not a number of records: type a whole number such as 20
cli-bad-target = "{ $target }" is not a target: write it as paper=800, lamps=500 or total=6000
cli-in-option = { $option } "{ $given }": { $reason }
cli-bad-form = { $option }: "{ $given }" is not of the form { $form }
cli-bad-language = { $place } is "{ $given }": use { $known }
cli-one-language = Only tarazy board alternates languages: give one here, such as --lang kk
cli-unknown-template = There is no template "{ $template }": use { $known } or a .json file
cli-template = The template { $file } cannot be used: { $reason }
cli-nothing-to-set = No change was given: see "tarazy event set --help"
cli-material-in-use = "{ $id }" has records and cannot be removed: hide it with --hide { $id }
cli-unit-in-use = "{ $id }" has records, so its unit stays: add another material instead
# $most (Number)
cli-wide-short = "{ $name }" is too wide for a short name: at most { $most } columns
cli-all-hidden = At least one material must stay visible
cli-held = { $held } --yes records it
cli-bad-head = "{ $head }" is not the head of a journal: write it as A:<64 digits>, as reports print it
# $most (Number)
cli-long-text = { $option } is too long: at most { $most } characters
# $of (Number)
# $saved (Number)
cli-not-saved = NOT SAVED (records saved: { $saved } of { $of }): { $reason }
# $of (Number)
# $saved (Number)
cli-perhaps-saved = PERHAPS SAVED (certainly saved: { $saved } of { $of }): { $reason }. See "tarazy log" before you repeat the command
# $of (Number)
# $saved (Number)
cli-perhaps-saved-repeat = PERHAPS SAVED (certainly saved: { $saved } of { $of }): { $reason }. Repeat the command: no record is made twice
cli-saved-unanswered = Saved as { $record }, but the answer could not be printed: { $reason }
cli-output = The result could not be printed: { $reason }
cli-unanswered = Done, but the answer could not be printed: { $reason }

## The data folder

cli-no-data-folder = The data folder is unknown: give --data-dir or TARAZY_DATA_DIR
cli-file = { $file } could not be read or written: { $reason }

## Entries and voids

cli-void-not-found = There is no record { $record } in this event: see "tarazy log"
cli-void-not-voidable = { $record } cannot be voided: it is not an entry, a people count or a hand-over
cli-already-void = { $record } is already voided
cli-no-reason = The reason is missing: add --reason TEXT
cli-no-collector = The recipient is missing: add --to NAME

## Events and the list of records

event-unnamed = Recycling drive
event-target = Target: { $material }
event-target-total = Overall target
event-closes = Closes
event-tare = Tare: { $name }
event-folder = Folder
event-part-of = part of { $slug }
event-list-sealed = sealed { $at }
event-sealed-at = Sealed
event-reopened-at = Reopened
event-sealed-now = Event { $event } is sealed, { $at }: { $total }, { $people }
event-sealed-before = Event { $event } has been sealed since { $at }
event-reopened = Event { $event } is open again
event-not-sealed = Event { $event } is not sealed, so it needs no reopening
event-in-use = The event was not sealed, because somebody is recording in it. { $why }
log-voided = voided: { $reason }
log-corrected = corrected
log-corrects = in place of { $record }, weighed at { $time }
log-conflict = another correction counts
log-out = handed over
log-unknown = from a later version: { $op }
void-undo = undo
void-moved = recorded again in another journal

## Changes made by `event set`: a label before a colon and the new value

set-name = Name
set-offset = UTC offset
set-division = Scale division
set-tare = Tare { $id }
set-none = none
set-nothing = Nothing changed
set-added = added
set-removed = removed
set-hidden = hidden
set-shown = shown again
set-material-name = name ({ $lang })
set-material-short = short name ({ $lang })
set-material-key = key
set-material-unit = unit
set-material-stream = stream
set-material-group = group
set-material-grades = types
set-material-target = target
set-material-max = at most
set-material-confirm = confirm above

## Import: one line for each error, then their number

import-line = { $file }, row { $row }: { $fault }
import-no-header = there is no header: name the columns, such as Date, Material and Weight
import-duplicate-column = the column "{ $column }" appears twice: remove one
import-missing-column = the column "{ $column }" is missing: add it, or name one with --map
import-encoding = the text is not UTF-8: save the file as UTF-8
# $expected (Number)
# $found (Number)
import-fields = fields: { $found } instead of { $expected }
# $most (Number)
import-operator = "{ $name }" cannot be an operator's name: at most { $most } characters, no control characters
import-amount = "{ $typed }": { $reason }
import-other-material = "{ $typed }" begins with the number of another material: remove it and the star
import-nothing-to-undo = "undo" has nothing to take back: station { $station } needs an earlier row that still counts
# $count (Number)
import-other-day = { $count ->
    [one] { $count } row is dated { $date }, but the event is on { $event }
   *[other] { $count } rows are dated { $date }, but the event is on { $event }
}
import-several-days = The rows are from several days ({ $days }): add --event, or split the file
import-strict = Nothing was added: --strict does not accept a file with warnings
# $count (Number)
import-held-more = { $count ->
    [one] { $count } more row is far from usual
   *[other] { $count } more rows are far from usual
}
# $count (Number)
import-known-rows = { $count ->
    [one] { $count } row was already imported: add it anyway with --again
   *[other] { $count } rows were already imported: add them anyway with --again
}
# $count (Number)
import-refused = { $count ->
    [one] Nothing was added: { $count } row is faulty
   *[other] Nothing was added: { $count } rows are faulty
}
# $count (Number)
import-added = { $count ->
    [one] { $count } row added
   *[other] { $count } rows added
}
# $count (Number)
import-present = { $count ->
    [one] { $count } was already there
   *[other] { $count } were already there
}

## Verify

# $count (Number)
verify-sound = { $count ->
    [one] All journals are intact: { $count } line, no damage
   *[other] All journals are intact: { $count } lines, no damage
}
# $count (Number)
verify-damaged = Damage found: { $count }
# $count (Number)
verify-unreadable = Journals that could not be read to the end: { $count }

## Records that the console did not save before it ended

# $count (Number)
console-unsaved = Not on the disk: { $count }. Type these records again:
# $count (Number)
console-unsaved-kept = Not on the disk: { $count }. When this station is opened again, F11 offers them; type only what is missing there:
console-damaged = The journal's file was changed and could not be written again: compare this day's records with the paper
# $count (Number)
console-perhaps-saved = Perhaps saved: { $count }. Look at the last records before you type these again:
# $count (Number)
console-perhaps-saved-kept = Perhaps saved: { $count }. When this station is opened again, F11 offers what is not saved; look there before you type these records again:

## No suitable terminal

cli-not-a-terminal = A full screen needs a terminal; for files and pipes there are commands: tarazy --help
cli-dumb-terminal = This terminal (TERM) cannot show a full screen: use tarazy --plain, or try TERM=xterm-256color

## Reports and their formats

cli-unknown-choice = { $option }: there is no "{ $given }". Known: { $known }
cli-press-format = --style press is text or markdown only: leave --format { $format } out
cli-press-names = --style press names nobody: leave --names out
cli-press-only = { $option } is for --style press only: add it, or leave { $option } out
cli-csv-only = { $option } is for --format csv only: add it, or leave { $option } out
cli-workbook-to-terminal = A workbook is not text: name its file with --output report.xlsx
# $records (Number)
cli-too-many-records = A sheet has 1,048,575 rows, too few for { $records } records: use --format csv
cli-nothing-to-publish = There is nothing to publish: this event has no entries
cli-bad-year = "{ $year }" is not a year: write it as 2026
cli-no-season = There was no event in { $year }. Known: { $known }

## Results of `tarazy merge`, for each file of a copy and in total

merge-known = nothing new
# $count (Number)
merge-grown = { $count ->
    [one] { $count } more line
   *[other] { $count } more lines
}
# $count (Number)
merge-new = { $count ->
    [one] new: { $count } line
   *[other] new: { $count } lines
}
# $count (Number)
merge-faults = { $count ->
    [one] { $count } fault, as in the copy
   *[other] { $count } faults, as in the copy
}
merge-torn = an unfinished last line was left out
merge-not-a-file = not merged: a link, a folder or a device, not a file
merge-stray = not merged: its name is not a station id
merge-empty = nothing in it yet
merge-other-event = not merged: it belongs to another event, { $found }
merge-unreadable = not merged: it cannot be read
merge-unreadable-because = not merged: { $reason }
merge-changed = not merged: it changed meanwhile, try again
merge-local-unreadable = not merged: first make { $station }.jsonl here readable, then merge again
merge-no-name = not merged: no station is free
merge-made = New event: { $slug }
merge-sealed-copy = The copy was sealed on { $at }, but the event here is open. To seal it: tarazy seal --event { $event }
# $count (Number)
merge-sum = { $count ->
    [one] { $count } line merged. { $event } now has { $total } and { $people }
   *[other] { $count } lines merged. { $event } now has { $total } and { $people }
}
merge-no-copy = { $path } holds no journals: name the copied folder of an event
merge-several = { $path } holds several events: name the folder of one, or --event with one of them: { $slugs }
merge-another-event = The copy is of another event, { $name }, not of { $slug }: to make them one event, write --into, not --event
merge-several-here = The copy belongs to several events here: choose one with --event: { $slugs }
merge-into-and-event = --into names the event already: leave --event out
merge-joined = { $name } is part of { $event } from now on
merge-dates = The events have different dates ({ $here } and { $copy }): check the folder
merge-unknown-materials = The catalogue of { $event } does not have: { $ids }. To add them: { $command }
merge-part-here = { $slug } is part of { $event } now. To add its records too: { $command }
merge-same-day = { $slug } is on the same day. To make them one event: { $command }
merge-unknown-event = No event here has the journals in { $path }, and no event.json describes it: copy the whole folder of the event
merge-itself = { $path } is the event's own folder: name the folder of a copy
# $count (Number)
merge-left-out = { $count ->
    [one] { $count } file was not merged
   *[other] { $count } files were not merged
}

## Sharing totals over a server (`tarazy sync`)

sync-not-built = This build has no sync: build it with cargo build --release --features sync (docs/sync.md)
sync-bad-address = "{ $server }" is not an address: write nats://host:4222
sync-unreachable = { $server } cannot be reached ({ $reason }): check the address and the network
sync-silent = { $server } does not answer: check the address and the network
sync-refused = Nothing listens at { $server }: check that nats-server runs there, and on this port
sync-unknown-name = The network has no address for { $server }: check the name
sync-not-nats = { $server } is not a NATS server: check the port
sync-denied = { $server } does not let this machine in: give its key with --nkey, or ask the administrator for one
sync-tls = No secure connection to { $server } ({ $reason }): check --ca and the server's certificate
sync-tls-authority = This machine does not know the authority of the certificate of { $server }: give the authority's file with --ca
sync-tls-expired = The certificate of { $server } has expired, or the clock of this machine is wrong
sync-tls-name = The certificate of { $server } has other names than this address: use one of its names, or a new certificate
sync-tls-plain = { $server } does not encrypt: write nats:// and leave --ca out, or ask its administrator for TLS
sync-no-jetstream = { $server } has no JetStream: its administrator must enable it
sync-no-domain = Through { $server } no JetStream domain "{ $domain }" answers: check --domain, and whether its server is connected
sync-full = { $server } has no room left for new lines: its administrator must give JetStream more
sync-no-stream = { $server } is not prepared: its administrator runs tarazy sync --create once
sync-forbidden = { $server } forbids { $what }: its administrator must allow it (docs/sync.md)
sync-no-event = { $server } has no event "{ $event }": tarazy sync --list shows its events
sync-several-events = { $server } has several events "{ $event }": name one by its id: { $ids }
sync-unreadable-event = This version cannot read the event "{ $event }" of { $server }: use a newer version
sync-no-key = { $file } does not hold the nkey seed of a user (SU...)
sync-server = { $server } reports: { $reason }
sync-running = { $event } is synchronised by another process already
sync-start = The connection cannot be started: { $reason }
sync-options = { $first } and { $second } exclude each other: leave one out
sync-no-events = { $server } has no events yet
sync-created = { $server } is ready for tarazy sync
sync-joined-here = The event is here already: { $slug }
sync-started = Synchronising with { $server }: { $events }. Ctrl+C ends it
sync-agreed = { $event }: the server has the same lines ({ $at }). Here { $here }, received { $received }, sent { $sent }
sync-waiting = { $event }: not in step with the server since { $since }. { $why }
# $count (Number)
sync-missing = { $count ->
    [one] { $count } line from the server waits for lines before it that no connected machine has sent
   *[other] { $count } lines from the server wait for lines before them that no connected machine has sent
}
sync-left = { $event }: { $why }
sync-nothing-here = There is no event here yet: take over one of the server with --join, --list shows them
sync-stopped = Stopped before the server and this machine had the same lines
sync-skipped = { $event }, a journal from the server: { $why }
sync-event-changed = { $event }: another machine changed event.json
sync-conflict = { $event }: another machine changed the same fields: { $fields }. Its values count, ours are in { $file }
sync-event-unreadable = { $event }: this version cannot read its event.json on the server, and leaves it as it is
sync-row = Sync
sync-row-agreed = the same lines as { $server } at { $at }
sync-row-since = not in step with { $server } since { $since }

## Scales on a wire

scale-opened = Reading { $port } as { $protocol }. Ctrl+C ends it
scale-silent = No bytes for 2 s: check the cable, the port, and that the scale is set to send
scale-noise = No { $protocol } frame for 2 s, other bytes: { $bytes }. Check the protocol, baud rate and parity
# $frames (Number)
scale-rate = Frames in { $seconds } s: { $frames }; bytes outside of frames: { $noise }
scale-gone = { $port } is gone, waiting for it
scale-back = { $port } is back
scale-no-ports = No serial port found: connect the scale, then try again
scale-net = net
scale-stable = stable
scale-moving = moving
scale-unsure = stability unknown
scale-over = overload
scale-minus = below zero
scale-other-unit = in { $unit }, not kg
scale-not-ready = not ready
scale-load-at-start = there was a load when it was switched on
scale-no-module = the weighing module does not answer
scale-calibration = must be calibrated
scale-request = the request was not understood
scale-contradiction = the frame contradicts itself
scale-error = error { $code }
scale-unknown-protocol = "{ $protocol }" is not a protocol: use one of { $known }
scale-option-no-port = A port is missing: write it as cas:/dev/ttyUSB0 or massa-k:tcp:192.168.1.10:5001
scale-bad-baud = "{ $baud }" is not a baud rate: write it as cas:/dev/ttyUSB0@9600
scale-bad-frame = "{ $frame }" is not of the form 8N1: write 7 or 8, then N, E or O, then 1 or 2
scale-bad-address = "{ $address }" is not an address: write it as massa-k:tcp:192.168.1.10:5001
scale-bad-division = "{ $division }" is not a division: write it as d=5g
scale-demo-port = The simulated scale has no port: write it as demo:
scale-port-missing = There is no port { $port }: tarazy scale list shows those that exist
scale-port-denied = This account may not open { $port }: add the account to the group dialout
scale-port-busy = Another program reads { $port }: close it first
scale-none = No scale is given: add --scale, such as --scale cas:/dev/ttyUSB0
scale-auto-alone = --auto needs a scale on a wire: add --scale, such as --scale cas:/dev/ttyUSB0
scale-auto-plain = --auto needs the full screen: leave out --plain
scale-demo-event = demo: has an event of its own that is thrown away: leave out --event
demo-event-name = DEMO, nothing is kept
scale-port-not-serial = { $port } is not a serial port, or does not accept these settings: tarazy scale list shows the ports
scale-port-failed = { $port } cannot be opened: { $reason }
