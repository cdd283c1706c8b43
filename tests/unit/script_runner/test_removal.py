"""Deleting what scripts have left: all of it, and nothing else."""

import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from scalehook.script_runner.removal import remove


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a file in a folder."""
    (tmp_path / "root/a/b").mkdir(parents=True)
    (tmp_path / "root/a/b/file").write_text("x")
    return tmp_path / "root"


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Path]:
    """A folder beside it, which must stay as it is."""
    victim = tmp_path / "victim"
    victim.mkdir(mode=0o750)
    (victim / "file").write_text("mine")
    yield victim
    assert (victim / "file").read_text() == "mine"
    assert victim.stat().st_mode & 0o777 == 0o750


def test_links(root: Path, victim: Path) -> None:
    """Are deleted, not followed; a file with a second name keeps it."""
    for place in (root, root / "a", root / "a/b"):
        (place / "folder").symlink_to(victim)
        (place / "file-of-it").symlink_to(victim / "file")
        (place / "above").symlink_to("..")
    (root / "a/second").hardlink_to(victim / "file")
    assert remove(root) == []
    assert not root.exists()


def test_a_link_in_its_place(root: Path, victim: Path) -> None:
    """Is not taken for the folder."""
    root.rename(root.with_name("elsewhere"))
    root.symlink_to(victim)
    with pytest.raises(OSError, match="directory"):
        remove(root)


def test_folders_deeper_than_any_path(root: Path) -> None:
    """Go too, with few open files."""
    folder = os.open(root, os.O_RDONLY)
    for _ in range(3000):
        os.mkdir("deeper-and-deeper", dir_fd=folder)
        below = os.open("deeper-and-deeper", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    opened = len(list(Path("/proc/self/fd").iterdir()))
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, opened + 200), hard))
    try:
        assert remove(root) == []
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert not root.exists()


def test_what_cannot_be_read(root: Path) -> None:
    """Nor be entered nor be changed."""
    os.mkfifo(root / "a/fifo")
    (root / "a/b").chmod(0)
    (root / "a").chmod(0)
    assert remove(root) == []
    assert not root.exists()


def test_a_removal_that_was_cut_off(root: Path) -> None:
    """Is done again, and to the end; what is not there is removed."""
    (root / "a").rename(root / "0123456789abcdef")
    assert remove(root) == []
    assert remove(root) == []
