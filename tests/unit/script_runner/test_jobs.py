"""What an executor is given."""

from pathlib import Path

import pytest

from scalehook.script_runner.executors.accounts import account
from scalehook.script_runner.executors.job import Job
from scalehook.script_runner.settings import Settings
from scalehook_contracts.guests import Guest


@pytest.mark.parametrize(
    ("launcher", "name", "line"),
    [
        ("", "script", ["/bin/sh", "/there/script"]),
        ("python3 -u {{ACS::ScriptFileName}}", "script", "exec python3 -u /there/script"),
        ('python3 {{ACS::ScriptFileName|Ext(".py")}}', "script.py", "exec python3 /there/script.py"),
        ("node {{ acs::scriptfilename | ext('.js') }} -x", "script.js", "exec node /there/script.js -x"),
        ("run it", "script", "exec run it"),
    ],
)
def test_launchers(launcher: str, name: str, line: list[str] | str, tmp_path: Path) -> None:
    """Say how the script's file is called and run."""
    job = Job("t-1", "i-1", b"echo", "/root", tmp_path, Settings(), launcher=launcher)
    assert job.script_name == name
    expected = line if isinstance(line, list) else ["/bin/sh", "-c", line]
    assert job.interpreter(f"/there/{name}") == expected


def test_host_names(tmp_path: Path) -> None:
    """Are those that ECS shows."""
    job = Job("t-1", "i-bp1x", b"", "/root", tmp_path, Settings())
    assert job.hostname == "iZbp1xZ"
    named = Job("t-1", "i-1", b"", "/root", tmp_path, Settings(), guest=Guest(host_name="web"))
    assert named.hostname == "web"


@pytest.mark.parametrize(
    ("name", "found"),
    [("root", 0), ("app", 1000), ("bad", None), ("none", None), ("", None), ("app:x", None)],
)
def test_accounts(name: str, found: int | None, tmp_path: Path) -> None:
    """Are lines of /etc/passwd that can be read; root is always there."""
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/passwd").write_bytes(
        b"\xff\xfe\napp:x:1000:1000::/home/app:/bin/sh\nbad:x:y:z::/:\n"
    )
    known = account(tmp_path, name)
    assert (known.uid if known else None) == found
