"""How a container is made: what Docker is asked for."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from scalehook.script_runner.executors import Job
from scalehook.script_runner.executors.container import instance as module
from scalehook.script_runner.executors.container.docker import Answer
from scalehook.script_runner.executors.container.instance import Instance
from scalehook.script_runner.settings import Settings


def asked(monkeypatch: pytest.MonkeyPatch, home: Path, **more: Any) -> list[str]:
    """The calls of Docker for an instance that has no container yet."""
    calls = list[str]()

    async def docker(*words: str, stdin: bytes = b"") -> Answer:
        calls.append(" ".join(words))
        return Answer(int("inspect" in words), "", "")

    monkeypatch.setattr(module, "docker", docker)
    settings = Settings.model_validate({"roots": home, **more})
    (home / "runs").mkdir(exist_ok=True)
    asyncio.run(Instance("c").ready(Job("r", "i-1", b"", "/root", home, settings)))
    return calls


def test_its_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Is none, and its package managers are stand-ins; or Docker's bridge, and they are the image's."""
    _, made, _, settled = asked(monkeypatch, tmp_path)
    assert "--network none" in made
    assert settled.endswith("settle ")
    _, made, _, settled = asked(monkeypatch, tmp_path, network=True)
    assert "--network bridge" in made
    assert settled.endswith("settle network")


def test_its_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Are the settings', for all its processes together; memory has no swap beside it."""
    limits = {"memory_bytes": 2**28, "processes": 99, "file_bytes": 2**20}
    made = asked(monkeypatch, tmp_path, **limits)[1]
    for words in (
        "--cap-drop ALL", "--security-opt no-new-privileges", "--pids-limit 99", "--shm-size 64m",
        f"--memory {2**28} --memory-swap {2**28}", f"--ulimit fsize={2**20}", "--ulimit core=0",
    ):  # fmt: skip
        assert words in made
