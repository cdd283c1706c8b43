"""User namespaces in which an instance owns many users, none of which this machine knows.

A server that runs as root makes one for each instance; in it no other can be made. One that does not
has a namespace with a single user, which bubblewrap makes.
"""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USERS = 2**14  # of an instance: `nobody` is the last of them
NOBODY = 65534
HELD = "echo; read -r done"
CLOSE = "echo 0 >/proc/sys/user/max_user_namespaces"
CAPABILITIES = (
    *("CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID"),
    *("CAP_KILL", "CAP_SETGID", "CAP_SETUID"),
)
PATIENCE = 10.0
MOST_KEPT = 32
_KEPT: dict[tuple[int, int], int] = {}  # file descriptors, the one that was used last at the end
_LOCK = threading.Lock()
ENVIRONMENT = {"PATH": f"/usr/sbin:/sbin:{os.defpath}"}


@contextmanager
def namespace(first: int, processes: int) -> Iterator[str]:
    """A namespace whose users are this machine's from `first` on, as a path; together they may have so
    many processes. The last ones are kept: an instance that runs a script often runs another.
    """
    with _LOCK:
        key = first, processes
        kept = _KEPT.pop(key, None)
        _KEPT[key] = kept if kept is not None else _made(first, processes)
        handle = os.dup(_KEPT[key])
        if len(_KEPT) > MOST_KEPT:
            os.close(_KEPT.pop(next(iter(_KEPT))))
    try:
        yield f"/proc/{os.getpid()}/fd/{handle}"
    finally:
        os.close(handle)


def _made(first: int, processes: int) -> int:
    words = ["prlimit", f"--nproc={processes}", "--"]
    words += ["setpriv", "--reuid", str(first), "--regid", str(first), "--clear-groups", "--"]
    with subprocess.Popen(  # noqa: S603  (our own words only)
        [*words, "unshare", "--user", "--", "/bin/sh", "-c", HELD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as holder:
        assert holder.stdin is not None and holder.stdout is not None
        try:
            holder.stdout.readline()  # it is in its namespace
            _map(holder.pid, first)
            return os.open(f"/proc/{holder.pid}/ns/user", os.O_RDONLY)
        finally:
            holder.stdin.close()


def _map(process: int, first: int) -> None:
    text = f"0 {first} {USERS - 1}\n{NOBODY} {first + USERS - 1} 1\n"
    for name in ("uid_map", "gid_map"):
        Path(f"/proc/{process}/{name}").write_text(text)
    enter = ["nsenter", f"--user=/proc/{process}/ns/user", "--", "/bin/sh", "-c", CLOSE]
    try:
        done = subprocess.run(  # noqa: S603  (our own words only)
            enter, env=ENVIRONMENT, check=False, timeout=PATIENCE, capture_output=True, text=True
        )
    except subprocess.TimeoutExpired as late:
        raise OSError(f"user namespaces cannot be closed: {late}") from late
    if done.returncode:
        raise OSError(f"user namespaces cannot be closed: {done.stderr.strip()}")
