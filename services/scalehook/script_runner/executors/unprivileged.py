"""What a server that runs as root does so that scripts do not.

Root of a user namespace that stands for the host's root owns the host's devices and kernel settings,
with or without capabilities. So bubblewrap runs as a user that the host does not know, a different
one for each instance, in a mount namespace that shows it what it needs: the server's own folders are
closed to it.
"""

import os
import zlib
from pathlib import Path

from scalehook.script_runner.executors.bubblewrap import Sources

FIRST = 2_000_000_000
VIEW = Path("/mnt")
SEEN = Sources(root=VIEW / "root", script=VIEW / "script", guest=VIEW / "guest")
ENTER = f"""
mount -n -t tmpfs -o mode=755,size=64k none {VIEW} &&
mkdir {SEEN.root} {SEEN.guest} && : >{SEEN.script} &&
mount -n --bind "$2" {SEEN.root} &&
mount -n --bind "$3" {SEEN.script} &&
mount -n --bind "$4" {SEEN.guest} &&
cd / || exit
user=$1
shift 4
for stream in 0 1 2; do # `echo >/dev/stderr` opens it anew, as that user
    [ ! -p /proc/self/fd/$stream ] || chown "$user" /proc/self/fd/$stream || exit
done
exec setpriv --reuid "$user" --regid "$user" --clear-groups -- "$@"
"""


def user_of(instance_id: str) -> int | None:
    """The user that an instance's scripts run as; None when it is the server's, which is not root."""
    return None if os.geteuid() else FIRST + zlib.crc32(instance_id.encode()) % 2**24


def become(user: int, sources: Sources) -> list[str]:
    """The prefix that runs a command as this user, who finds the sources at `SEEN`."""
    return [
        *("unshare", "--mount", "--propagation", "private", "--"),
        *("/bin/sh", "-c", ENTER, "sh", str(user)),
        *(str(sources.root), str(sources.script), str(sources.guest)),
    ]
