"""The effect that runs a script: at most once, whatever happens to this process."""

from pathlib import Path

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.script_runner.effects import remove_root, run_script
from scalehook.script_runner.executors import EXECUTORS, executor_of
from scalehook.script_runner.run_record import RunRecord
from scalehook.script_runner.settings import Settings
from scalehook_contracts.script_runner.roots import RemoveRoot
from scalehook_contracts.script_runner.runs import RunScript
from support.host_picture import Host


@pytest.fixture
def outside(tmp_path: Path) -> Outside[Settings]:
    """Scripts run on this machine: nothing here does harm."""
    settings = Settings(executor="local", roots=tmp_path)
    return Outside(None, settings, "key", "flow")  # type: ignore[arg-type]  # it calls nobody


def intent(script: str = "echo x >> $HOME/count", username: str = "root") -> RunScript:
    return RunScript(
        invoke_id="t-1", instance_id="i-1", script=script, working_dir="/root", username=username
    )


async def test_taken_up_again_after_its_end(outside: Outside[Settings], tmp_path: Path) -> None:
    """The result is told again; the script is not run again."""
    first = await run_script(intent(), outside)
    assert first.exit_code == 0
    assert await run_script(intent(), outside) == first
    assert (tmp_path / "i-1/local/root/count").read_text() == "x\n"


async def test_taken_up_again_in_the_middle(outside: Outside[Settings], tmp_path: Path) -> None:
    """Told as interrupted: nobody knows how far it came."""
    assert RunRecord(outside.settings.home("i-1"), "t-1").begin()
    result = await run_script(intent(), outside)
    assert result.error_code == "ExecutionInterrupted"
    assert not (tmp_path / "i-1/local").exists()


async def test_users_other_than_root(outside: Outside[Settings]) -> None:
    """Do not exist."""
    assert (await run_script(intent(username="bob"), outside)).error_code == "AccountNotExists"


@pytest.mark.parametrize("executor", sorted({*EXECUTORS} - {"container"}))
async def test_a_home_is_closed_to_others(executor: str, tmp_path: Path) -> None:
    """A script may have made a program in it that runs as its owner."""
    settings = Settings.model_validate({"executor": executor, "roots": tmp_path / "new"})
    if executor_of(executor).unavailable():
        pytest.skip("it does not work here")
    outside = Outside(None, settings, "key", "flow")  # type: ignore[arg-type]  # it calls nobody
    assert (await run_script(intent("echo x"), outside)).exit_code == 0
    assert settings.home("i-1").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "more", [{"working_dir": "/a\0b"}, {"script": "echo \udc80"}, {"working_dir": "/\ud800"}]
)
async def test_what_cannot_be_a_file_or_an_argument(
    outside: Outside[Settings], more: dict[str, str]
) -> None:
    """Is told as a script that could not be run."""
    impossible = intent().model_copy(update=more)
    result = await run_script(impossible, outside)
    assert result.exit_code is None
    assert result.error_code in ("ExecutionException", "DirectoryNotExists")


async def test_a_root_that_scripts_have_filled(
    outside: Outside[Settings], tmp_path: Path, host: Host
) -> None:
    """Goes with its links and its depths; what they lead to stays."""
    turns, deep = " ".join("x" * 30), "/".join("d" * 50)
    script = f"""
ln -s {host.folder} $HOME/link; ln -s {host.folder}/keep.txt $HOME/file
cd $HOME; for i in {turns}; do mkdir -p {deep}; cd {deep}; done; ln -s {host.folder} link
mkfifo $HOME/fifo; chmod 0 $HOME/d
"""
    await run_script(intent(script), outside)
    await remove_root(RemoveRoot(instance_id="i-1"), outside)
    assert list(tmp_path.iterdir()) == []


async def test_a_root_is_removed(outside: Outside[Settings], tmp_path: Path) -> None:
    """With all that is in it."""
    await run_script(intent("mkdir -p $HOME/a/b; chmod 0 $HOME/a"), outside)
    await remove_root(RemoveRoot(instance_id="i-1"), outside)
    assert not (tmp_path / "i-1").exists()
