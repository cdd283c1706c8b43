"""What a server that runs as root does so that scripts do not.

Root of a user namespace that stands for the host's root owns the host's devices and kernel settings,
with or without capabilities. So bubblewrap runs as a user that the host does not know, different ones
for each instance, in a mount namespace that shows it what it needs: the server's own folders are
closed to it.
"""

import os
import zlib
from dataclasses import replace
from pathlib import Path

from scalehook.script_runner.executors.bubblewrap import Sources
from scalehook.script_runner.executors.namespaces import USERS

FIRST = 2**30
MOST = 2**16 - 1  # instances with users of their own; bubblewrap knows none above 2**31
FILES = 2**20  # open files that a script may ask for with `ulimit -n`
VIEW = Path("/mnt")
SEEN = {name: VIEW / name for name in ("root", "script", "guest", "metadata")}
USERS_SEEN = VIEW / "users"
ENTER = f"""
mount -n -t tmpfs -o mode=755,size=64k none {VIEW} &&
mkdir {SEEN["root"]} {SEEN["guest"]} {SEEN["metadata"]} && : >{SEEN["script"]} && : >{USERS_SEEN} &&
mount -n --bind "$2" {SEEN["root"]} &&
mount -n --bind "$3" {SEEN["script"]} &&
mount -n --bind "$4" {SEEN["guest"]} &&
mount -n --bind "$5" {SEEN["metadata"]} &&
{{ [ -z "$6" ] || mount -n --bind "$6" {USERS_SEEN}; }} &&
cd / || exit
user=$1
shift 6
ulimit -n {FILES} 2>/dev/null
pipes=
for stream in 0 1 2; do # `echo >/dev/stderr` opens it anew, as that user
    [ ! -p /proc/self/fd/$stream ] || pipes="$pipes /proc/self/fd/$stream"
done
[ -z "$pipes" ] || chown "$user" $pipes || exit
exec setpriv --reuid "$user" --regid "$user" --clear-groups -- "$@"
"""


def user_of(instance_id: str) -> int | None:
    """The first of an instance's users; None when it is the server's, which is not root."""
    return None if os.geteuid() else FIRST + zlib.crc32(instance_id.encode()) % MOST * USERS


def become(user: int, sources: Sources, users: str | None) -> list[str]:
    """The prefix that runs a command as this user, who finds the sources where `seen` says; as root of a
    namespace of `users`, if there is one.
    """
    return [
        *("unshare", "--mount", "--propagation", "private", "--"),
        *("/bin/sh", "-c", ENTER, "sh", str(user)),
        *(str(sources.root), str(sources.script), str(sources.guest), str(sources.metadata)),
        *([""] if users is None else [users, "nsenter", f"--user={USERS_SEEN}", "--"]),
    ]


def seen(sources: Sources) -> Sources:
    """The sources where that user finds them."""
    return replace(
        sources,
        root=SEEN["root"],
        script=SEEN["script"],
        guest=SEEN["guest"],
        metadata=SEEN["metadata"],
    )
