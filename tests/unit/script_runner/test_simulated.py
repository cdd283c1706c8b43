"""Scripts that are not run: what is understood of them, and how settings make them end."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scalehook.script_runner.executors import Job, executor_of
from scalehook.script_runner.executors.simulated.lines import commands, written_units
from scalehook.script_runner.executors.tail import Tail
from scalehook.script_runner.settings import Settings, SimulatedRun

RunIt = Callable[..., tuple[int | None, str]]


@pytest.fixture
def run(tmp_path: Path) -> RunIt:
    """Run a script on an instance, with runs as the settings tell them."""

    def run(script: str, *told: SimulatedRun, run: str = "t-1") -> tuple[int | None, str]:
        own = Settings(roots=tmp_path, simulated=list(told))
        job = Job(run, "i-1", script.encode(), "/root", tmp_path, own)
        ended = asyncio.run(executor_of("simulated").run(job))
        return ended.exit_code, ended.output.decode()

    return run


@pytest.mark.parametrize(
    ("script", "code", "output"),
    [
        ("yum install -y httpd && systemctl start httpd; systemctl is-active httpd", 0, "active"),
        ("systemctl start none || echo not there", 0, "not there"),
        ("systemctl start none && echo there", 5, "not found"),
        ("set -e\nsystemctl start none\necho never", 5, "not found"),
        ("sudo yum install -y httpd >/dev/null 2>&1\nsudo -E rpm -q httpd", 0, "httpd-1.0-1.x86_64"),
        ("cat > /etc/systemd/system/app.service <<EOF\nexit 9\nEOF\nsystemctl start app", 0, ""),
        ("printf x > /etc/systemd/system/app@.service\nsystemctl start app@1", 0, ""),
        ("yum install -y $PACKAGE\nexit 3", 3, ""),
        ("echo 'one\ntwo'\necho three", 0, "three"),
        ("hostnamectl set-hostname web && hostname", 0, "web"),
        ("/usr/bin/yum install -y tree", 0, "Complete!"),
        ("yum install -y java-1.8.0-openjdk && rpm -q java-1.8.0-openjdk", 0, "java-1.8.0-openjdk-1.0"),
        ("yum remove -y --assumeno tree", 1, "Exiting on user command"),
        ("yum --help", 0, "Usage"),
        ("apt-get install -y nginx/stable && rpm -e nginx && rpm -q --quiet nginx", 1, ""),
        ("yum install -y tree mod_ssl && rpm -qa 'mod*' none", 0, "mod_ssl-1.0-1.x86_64"),
        ("apt-get install -y ../../nginx/stable", 1, "Invalid name"),
        ("apt-get install -y git && apt-get -s remove git && dpkg -s git", 0, "Package: git"),
        ("yum install -y httpd && systemctl list-units", 0, "httpd.service loaded inactive dead The"),
        ("systemctl is-active none other", 3, "inactive"),
        ("chkconfig --list none", 1, "error reading information on service none"),
        ("curl -f http://100.100.100.200/2016-01-01/meta-data/none", 22, "404"),
        ("curl -I http://100.100.100.200/latest/meta-data/none", 0, "HTTP/1.1 404"),
    ],
)
def test_what_is_understood(run: RunIt, script: str, code: int, output: str) -> None:
    """Commands, how they are joined, files of units; what needs a shell does nothing and succeeds."""
    ended, said = run(script)
    assert ended == code
    assert output in said
    assert "never" not in said


def test_the_first_that_fits(run: RunIt) -> None:
    """Says how the script ends; the script itself has no effect then."""
    told = [
        SimulatedRun(script="*deploy*", exit_code=7, output="no room"),
        SimulatedRun(instance="i-2", exit_code=8),
        SimulatedRun(instance="i-?", script="*install*", output="done"),
    ]
    assert run("yum install -y httpd", *told) == (0, "done")
    assert run("deploy and install", *told) == (7, "no room")
    assert run("rpm -q httpd", *told)[0] == 1


def test_a_share_that_fails(run: RunIt) -> None:
    """Is as large as it is told, and the same runs fail whenever they are asked."""
    told = SimulatedRun(failure_rate=0.3, failure_code=9)
    codes = [run("true", told, run=f"t-{number}")[0] for number in range(120)]
    assert set(codes) == {0, 9}
    assert 20 <= codes.count(9) <= 52
    assert codes[:20] == [run("true", told, run=f"t-{number}")[0] for number in range(20)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"exit_code": 256},
        {"failure_rate": 1.5},
        {"seconds": -1},
        {"seconds": float("inf")},
        {"failure_code": 0},
        {"pattern": "x"},
    ],
)
def test_what_does_not_fit(wrong: dict[str, object]) -> None:
    """Is refused when the settings are read."""
    with pytest.raises(ValidationError):
        Settings.model_validate({"simulated": [wrong]})


@settings(max_examples=40)
@given(st.text(alphabet="ab '\"\\$<>&|;\n/\0é", max_size=60))
def test_any_text(script: str) -> None:
    """Is read to its end: whatever it is, it is no error."""
    assert all(isinstance(command.words, tuple) for command in commands(script))
    assert all("/" not in unit for unit in written_units(script))


@settings(max_examples=30)
@given(st.lists(st.binary(max_size=30_000), max_size=4))
def test_the_end_of_what_is_said(chunks: list[bytes]) -> None:
    """Is kept, what is cut off is counted, and who listens hears all of it."""
    heard: list[bytes] = []
    tail = Tail(heard.append)
    for chunk in chunks:
        tail.add(chunk)
    whole, ended = b"".join(chunks), tail.ended(3)
    assert b"".join(heard) == whole
    assert whole.endswith(ended.output)
    assert len(ended.output) + ended.dropped == len(whole)
    assert len(ended.output) == min(len(whole), 24 * 1024)
