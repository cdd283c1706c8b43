"""The file system of an instance: made once, kept as long as the instance."""

import contextlib
import os
import shutil
import stat
import tempfile
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path

FOLDERS = (
    "etc/systemd/system",
    "home",
    "opt",
    "root",
    "run",
    "srv",
    "tmp",
    "var/lib/scalehook",
    "var/log",
    "var/tmp",
    "var/www/html",
)
FILES = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n",
    "etc/group": "root:x:0:\nnogroup:x:65534:\n",
    "etc/hosts": "127.0.0.1 localhost\n",
    "etc/os-release": 'NAME="CentOS Linux"\nID="centos"\nVERSION_ID="7"\n',
}


def prepare(root: Path, name: str, links: Mapping[str, str] | None = None) -> None:
    """Make it, once: it is filled in a folder that no script has seen, and then given its name."""
    if root.is_dir():
        return
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=root.parent))
    draft.chmod(0o755)
    for folder in FOLDERS:
        (draft / folder).mkdir(parents=True, exist_ok=True)
    for path, text in {**FILES, "etc/hostname": f"{name}\n"}.items():
        (draft / path).write_text(text)
    for path, target in (links or {}).items():
        (draft / path).symlink_to(target)
    try:
        draft.rename(root)
    except OSError:  # another script of the instance was faster
        shutil.rmtree(draft)


def mend(root: Path, folders: Iterable[str], links: Mapping[str, str]) -> None:
    """See that these entries of the root are there, and what they should be, whatever scripts have
    made of them; what is in the way is moved aside. No link is followed.
    """
    root.chmod(stat.S_IMODE(root.stat().st_mode) | 0o700)
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        for name in folders:
            if not _is_folder(name, folder):
                _move_aside(name, folder)
                with contextlib.suppress(FileExistsError):
                    os.mkdir(name, dir_fd=folder)
        for name, target in links.items():
            if not _is_link(name, target, folder):
                _move_aside(name, folder)
                with contextlib.suppress(FileExistsError):
                    os.symlink(target, name, dir_fd=folder)
    finally:
        os.close(folder)


def give(root: Path, user: int) -> None:
    """Make all of it this user's; the root itself last, so that half of it is done again."""
    if root.stat().st_uid == user:
        return
    for _, folders, files, within in os.fwalk(root):
        for name in (*folders, *files):
            os.chown(name, user, user, dir_fd=within, follow_symlinks=False)
    os.chown(root, user, user)


def _is_folder(name: str, within: int) -> bool:
    try:
        return stat.S_ISDIR(os.stat(name, dir_fd=within, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


def _is_link(name: str, target: str, within: int) -> bool:
    try:
        return os.readlink(name, dir_fd=within) == target
    except OSError:  # missing, or something else
        return False


def _move_aside(name: str, within: int) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.rename(name, f"{name}.{uuid.uuid4().hex[:8]}", src_dir_fd=within, dst_dir_fd=within)
