"""Fails if a package that the build or the tests use has a licence that the project does not accept."""
import re
import subprocess
import sys

ACCEPTED = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "MPL-2.0", "Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception"}


def accepted(expression):
    """Returns whether an alternative of the licence expression has only accepted licences."""
    expression = expression.replace("(", " ").replace(")", " ")
    for alternative in re.split(r"\s+OR\s+|/", expression.strip()):
        if all(part.strip() in ACCEPTED for part in re.split(r"\s+AND\s+", alternative)):
            return True
    return False


tree = subprocess.check_output(
    ["cargo", "tree", "--locked", "--all-features", "--edges", "normal,build,dev", "--prefix", "none", "--format", "{p}|{l}"], text=True)
packages = {line.replace(" (*)", "") for line in tree.splitlines() if line.strip()}
bad = sorted(line for line in packages if not accepted(line.split("|")[1]))
print(f"{len(packages)} packages, {len(bad)} with a licence that is not accepted")
sys.exit("\n".join(bad) if bad else 0)
