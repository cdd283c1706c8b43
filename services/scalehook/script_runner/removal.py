"""Deletes a folder that scripts have filled, and nothing else.

They may have left links, folders that cannot be read, folders deeper than any path can be long, and
mounts. Each folder is moved up beside the others before it is looked into: no path grows, no link is
followed, and a mount, which cannot be moved, is not entered.
"""

import os
import stat
import uuid
from pathlib import Path


def remove(folder: Path) -> list[OSError]:
    """Delete it if it is there; gives back what was in the way, and is then left."""
    try:
        top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return []
    problems: list[OSError] = []
    try:
        waiting = _empty(top, top, problems)
        while waiting:
            waiting += _remove_one(waiting.pop(), top, problems)
    finally:
        os.close(top)
    if not problems:
        folder.rmdir()
    return problems


def _remove_one(name: str, top: int, problems: list[OSError]) -> list[str]:
    """Delete one of the folders at the top; what was in it and is now at the top too."""
    try:
        folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    except OSError as problem:
        problems.append(problem)
        return []
    try:
        found = _empty(folder, top, problems)
    finally:
        os.close(folder)
    try:
        os.rmdir(name, dir_fd=top)
    except OSError as problem:
        problems.append(problem)
    return found


def _empty(folder: int, top: int, problems: list[OSError]) -> list[str]:
    """Delete the files in it, and move the folders in it to the top."""
    moved = []
    for name in os.listdir(folder):
        try:
            if _is_folder(name, folder):
                moved.append(_move_up(name, folder, top))
            else:
                os.unlink(name, dir_fd=folder)
        except OSError as problem:
            problems.append(problem)
    return moved


def _move_up(name: str, folder: int, top: int) -> str:
    """Under a new name, and opened up: moving a folder writes into it who its parent is."""
    _open_up(name, folder)
    new = uuid.uuid4().hex
    os.rename(name, new, src_dir_fd=folder, dst_dir_fd=top)
    return new


def _open_up(name: str, folder: int) -> None:
    handle = os.open(name, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
    try:
        Path(f"/proc/self/fd/{handle}").chmod(0o700)
    finally:
        os.close(handle)


def _is_folder(name: str, folder: int) -> bool:
    return stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
