"""Control groups, on folders that look like theirs."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from scalehook.script_runner.executors import cgroups
from scalehook.script_runner.settings import Settings


@pytest.fixture
def mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A hierarchy of version 2 in which this process has a group of its own, and no other one."""
    own = tmp_path / "user.slice"
    own.mkdir()
    (own / "cgroup.controllers").write_text("cpu memory pids\n")
    (own / "cgroup.procs").write_text(f"{os.getpid()}\n")
    monkeypatch.setattr(cgroups, "_mine", lambda: iter([("", "/user.slice")]))
    monkeypatch.setattr(
        cgroups, "_mounted", lambda kind, option="": [tmp_path] if kind == "cgroup2" else []
    )
    cgroups.places.cache_clear()
    yield own
    cgroups.places.cache_clear()


def test_version_2(mount: Path) -> None:
    """The own group is divided: this process moves into a part of it, each instance has another."""
    group = mount / "scalehook" / "i-1"
    group.mkdir(parents=True)
    for file in ("memory.max", "memory.swap.max", "pids.max"):
        (group / file).touch()
    made = cgroups.group_of("i-1", Settings(memory_bytes=1000, processes=7))
    assert made.folders == (group,)
    assert (group / "memory.max").read_text() == "1000"
    assert (group / "memory.swap.max").read_text() == "0"
    assert (group / "pids.max").read_text() == "7"
    assert (mount / "server" / "cgroup.procs").read_text() == str(os.getpid())
    assert (mount / "cgroup.subtree_control").read_text() == "+memory +pids"
    assert str(group / "cgroup.procs") in made.enter()


@pytest.mark.parametrize(
    ("controllers", "procs", "divided", "found"),
    [
        ("cpu memory pids", "mine", "", "version 2"),
        ("cpu memory pids", "1 2", "memory pids", "version 2"),
        ("cpu memory pids", "1 2", "", ""),
        ("cpu", "mine", "", ""),
    ],
)
def test_what_could_be_used(mount: Path, controllers: str, procs: str, divided: str, found: str) -> None:
    """Is seen without a change: who is not alone in a group cannot divide it."""
    procs = procs.replace("mine", str(os.getpid()))
    for name, text in (("controllers", controllers), ("procs", procs), ("subtree_control", divided)):
        (mount / f"cgroup.{name}").write_text(text)
    before = sorted(mount.iterdir())
    assert cgroups.usable() == found
    assert sorted(mount.iterdir()) == before


def test_a_group_with_others_in_it(mount: Path) -> None:
    """Is not emptied: they are not this process's to move."""
    (mount / "cgroup.procs").write_text(f"{os.getpid()}\n1\n")
    cgroups.group_of("i-1", Settings())
    assert not (mount / "server").exists()


def test_no_controllers(mount: Path) -> None:
    """Is said so, and there are no limits that are shared."""
    (mount / "cgroup.controllers").write_text("cpu\n")
    assert cgroups.group_of("i-1", Settings()).enter() == []
    assert "control groups" in cgroups.places().problem
    cgroups.group_of("i-1", Settings()).remove()
