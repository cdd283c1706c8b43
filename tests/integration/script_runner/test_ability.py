"""What is found out of a machine before scripts run on it."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scalehook.script_runner.executors import Executor, Job, NoSandbox, choose
from scalehook.script_runner.executors.ability import ability
from scalehook.script_runner.executors.bubblewrap import ENVIRONMENT
from scalehook.script_runner.settings import Settings

MakeJob = Callable[..., Job]
Refuse = Callable[[str], None]

REFUSING = """#!/bin/sh
for word; do
    [ "$word" != "{word}" ] || {{ echo "bwrap: Unknown option $word" >&2; exit 1; }}
done
exec /usr/bin/bwrap "$@"
"""


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Refuse]:
    """Puts a bubblewrap in the way that does not know an option."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)

        def put(word: str) -> None:
            (Path(folder) / "bwrap").write_text(REFUSING.format(word=word))
            (Path(folder) / "bwrap").chmod(0o755)
            ability.cache_clear()

        monkeypatch.setitem(ENVIRONMENT, "PATH", f"{folder}:{ENVIRONMENT['PATH']}")
        yield put
    ability.cache_clear()


@pytest.mark.parametrize("word", ["--disable-userns", "--size", "--seccomp"])
async def test_an_older_bubblewrap(sandbox: Executor, job: MakeJob, refuse: Refuse, word: str) -> None:
    """Is used without what it does not know."""
    refuse(word)
    assert choose(Settings()).name == "sandbox"
    assert word not in ability().extras
    assert (await sandbox.run(job("echo it runs"))).output == b"it runs\n"


def test_a_bubblewrap_that_does_not_work(refuse: Refuse) -> None:
    """Is not used, and the reason is told; one that was asked for by name is missed."""
    refuse("--proc")
    chosen = choose(Settings())
    assert chosen.name == "simulated"
    assert "Unknown option --proc" in chosen.reason
    with pytest.raises(NoSandbox, match="Unknown option"):
        choose(Settings(executor="sandbox"))
