"""What goes wrong around a command: its output, its settings, its arguments. A line says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.cloud.process import StackProcess
from support.patience import PATIENCE_SECONDS
from support.programs import program

NO_UTF_8 = "\udcff"  # as Python has a byte of an argument that is none


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return program.run(*arguments, environment={**os.environ, **environment})


def begin(*arguments: str, **streams: int) -> "subprocess.Popen[str]":
    """With Python's own end, which writes what is left."""
    words = [sys.executable, "-m", "scalehook", *arguments]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True, **streams)


def test_nobody_reads() -> None:
    """As `scalehook … | head` may end: nothing is said, and the exit code is that of SIGPIPE."""
    reading, writing = os.pipe()
    os.close(reading)
    with begin("certify", "--list", stdout=writing) as listing:
        os.close(writing)
        _, said = listing.communicate(timeout=PATIENCE_SECONDS)
    assert (listing.returncode, said) == (141, "")


def test_nobody_reads_what_a_stack_announces(tmp_path: Path) -> None:
    """It is not the state directory that is to blame."""
    reading, writing = os.pipe()
    os.close(reading)
    with begin("up", "--port", "0", "--state", str(tmp_path), stdout=writing) as stack:
        os.close(writing)
        _, said = stack.communicate(timeout=PATIENCE_SECONDS)
    assert (stack.returncode, said) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_what_is_said_cannot_be_written() -> None:
    """Exit code 3, and why."""
    with (
        Path("/dev/full").open("w") as full,
        begin("certify", "--list", stdout=full.fileno()) as listing,
    ):
        _, said = listing.communicate(timeout=PATIENCE_SECONDS)
    assert (listing.returncode, said) == (3, "scalehook: [Errno 28] No space left on device\n")


def test_there_is_no_output() -> None:
    """What would be said is not: that is no reason to fail."""
    words = f"exec {sys.executable} -m scalehook --version >&-"
    done = subprocess.run(words, shell=True, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_terminal_that_knows_few_characters() -> None:
    """The others are escaped."""
    words = [sys.executable, "-m", "scalehook", "doctor", "--endpoint", "http://127.0.0.1:9"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(words, capture_output=True, env=environment, timeout=PATIENCE_SECONDS)
    assert rb"\u2026" in done.stdout
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("words", "variable", "value"),
    [
        (("state", "export", "state.json"), "SCALEHOOK_MAX_BODY_BYTES", "many"),
        (("state", "repair"), "SCALEHOOK_FLEET_START_UP_SECONDS", "soon"),
        (("doctor",), "SCALEHOOK_ACCOUNT_ID", "me"),
        (("demo",), "SCALEHOOK_REGION", ""),
    ],
)
def test_a_setting_that_does_not_fit(
    tmp_path: Path, words: tuple[str, ...], variable: str, value: str
) -> None:
    """Whichever command reads it says which one, and ends with exit code 3."""
    state = ("--state", str(tmp_path)) if words[0] == "state" else ()
    done = run(*words, *state, **{variable: value})
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith(f"scalehook: a setting does not fit: {variable}: ")


@pytest.mark.parametrize(
    "words",
    [("metric", "show", NO_UTF_8), ("queue", "send", NO_UTF_8, "text"), ("mailbox", "--to", NO_UTF_8)],
)
def test_an_argument_that_is_no_text(words: tuple[str, ...]) -> None:
    """Wrong usage, before anybody is asked."""
    done = run(*words, "--endpoint", "http://127.0.0.1:9")
    assert (done.returncode, "this is no UTF-8" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("endpoint", ["127.0.0.1:4580", "", "ftp://127.0.0.1", "http://127.0.0.1:port"])
def test_an_endpoint_that_is_none(endpoint: str) -> None:
    """Wrong usage, and how to write it: nobody has to start a stack for that."""
    done = run("status", "--endpoint", endpoint)
    assert (done.returncode, "is no endpoint" in done.stderr) == (2, True), done.stderr


def test_a_state_directory_without_a_name(tmp_path: Path) -> None:
    """Wrong usage; nothing is written to wherever one is."""
    words = [program.quick("scalehook"), "up", "--port", "0", "--state", ""]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, []), done.stderr


def test_a_host_without_a_name(tmp_path: Path) -> None:
    """It would be every address of the machine, which has to be asked for."""
    done = run("up", "--port", "0", "--host", "", "--state", str(tmp_path))
    assert (done.returncode, "the host is empty" in done.stderr) == (3, True), done.stderr


def test_a_damaged_directory_is_named(tmp_path: Path) -> None:
    """What one is told to type mends it, and no other, whatever it is called."""
    state = tmp_path / "my state"
    state.mkdir()
    (state / "clock.json").write_text("{")
    done = run("up", "--port", "0", "--state", str(state))
    assert f"`scalehook state repair --state '{state}'` sets it aside" in done.stderr


def test_names_of_files_are_said_as_they_are(process: StackProcess, tmp_path: Path) -> None:
    """Brackets too, which are no markup."""
    (tmp_path / "[").mkdir()
    file = tmp_path / "[" / "b].json"
    done = run("state", "export", str(file), "--endpoint", process.endpoint)
    assert (done.returncode, done.stdout) == (0, f"The state is in {file}.\n"), done.stderr


def test_clearing_the_mailbox_stands_alone(process: StackProcess) -> None:
    """It does not pretend to clear a part of it, or to answer in JSON."""
    for other in (("--json",), ("--to", "somebody")):
        assert run("mailbox", "--clear", *other, "--endpoint", process.endpoint).returncode == 2


def test_a_broker_whose_address_is_none() -> None:
    """Nobody waits for it: exit code 3, and how to write one."""
    done = run("worker", "--broker", "http://127.0.0.1:9")
    assert (done.returncode, "amqp://" in done.stderr) == (3, True), done.stderr


def test_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    """A stack keeps its state there as anywhere else, and it can be mended."""
    state = tmp_path / NO_UTF_8
    state.mkdir()
    done = run("state", "repair", "--state", str(state))
    assert (done.returncode, (state / "journal.db").exists()) == (0, True), done.stderr
