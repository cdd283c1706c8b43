"""User namespaces in which an instance owns many users, none of which this machine knows.

A server that runs as root makes one for each script; in it no other can be made. One that does not
has a namespace with a single user, which bubblewrap makes.
"""

import os
import subprocess
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
ENVIRONMENT = {"PATH": f"/usr/sbin:/sbin:{os.defpath}"}


@contextmanager
def namespace(first: int, processes: int) -> Iterator[str]:
    """A namespace whose users are this machine's from `first` on, as a path; together they may have so
    many processes.
    """
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
            yield f"/proc/{holder.pid}/ns/user"
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
