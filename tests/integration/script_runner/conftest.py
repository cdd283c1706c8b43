"""Executors on real processes."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scalehook.script_runner.executors import EXECUTORS, Executor, Job, executor_of
from scalehook.script_runner.settings import Settings
from support.guest.instance import GUEST
from support.host_picture import Host, some_of_the_host

MakeJob = Callable[..., Job]


@pytest.fixture(params=sorted({*EXECUTORS} - {"container"}))
def executor(request: pytest.FixtureRequest) -> Executor:
    """Each executor that works here; in CI all must. Containers, which are slow, have their own."""
    return _usable(request.param)


@pytest.fixture
def sandbox() -> Executor:
    """The sandbox."""
    return _usable("sandbox")


@pytest.fixture
def job(tmp_path: Path) -> MakeJob:
    """A job on an instance: scripts of the same instance share its root."""

    def make(
        script: str, instance: str = "i-1", working_dir: str = "/root", run: str = "r", **more: Any
    ) -> Job:
        more = {"guest": GUEST, "settings": Settings(roots=tmp_path), **more}
        home = tmp_path / instance
        (home / "runs").mkdir(parents=True, exist_ok=True)
        return Job(run, instance, script.encode(), working_dir, home, **more)

    return make


@pytest.fixture
def host() -> Iterator[Host]:
    """Some of this machine, which is the same after the test."""
    with some_of_the_host() as host:
        before = host.picture()
        yield host
        assert host.picture() == before


def _usable(name: str) -> Executor:
    problem = executor_of(name).unavailable()
    if problem and os.environ.get("CI"):
        pytest.fail(f"CI needs the {name} executor: {problem}")
    if problem:
        pytest.skip(problem)
    return executor_of(name)
