"""`scalehook template check`: what is wrong with a template, and what it lacks here."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from scalehook.cli import template

HEAD = "FormatVersion: OOS-2019-06-01\n"
API = "{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: %s, API: %s}}"


def told(file: Path, code: int) -> list[str]:
    """What is printed about it, without its name."""
    result = CliRunner().invoke(template.app, ["check", str(file)])
    assert result.exit_code == code, result.output
    return [line.removeprefix(f"{file}:") for line in result.output.splitlines()]


@pytest.mark.parametrize(
    ("tasks", "lines"),
    [
        (
            "[{Name: t, Action: 'ACS::Elsewhere'}]",
            ["2:27: the action ACS::Elsewhere is not simulated"],
        ),
        (f"[{API % ('CS', 'X')}]", ["2:77: X of CS is not simulated"]),
        (
            "[{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: CS, URI: /clusters}}]",
            ["2:58: /clusters of CS is not simulated"],
        ),
        (
            "\n- Name: t\n  Action: ACS::ExecuteAPI\n  Properties: {Service: oos, API: listexecutions,\n"
            "    Parameters: {RdFolderIds: i, Status: x}}",
            ["6:31: the parameter RdFolderIds of listexecutions is not simulated"],
        ),
        (
            "\n- Name: t\n  Action: ACS::Sleep\n  Properties: {Duration: {'Fn::FindMatchedX': []}}",
            ["5:26: the function Fn::FindMatchedX is not simulated"],
        ),
        (
            "\n- Name: t\n  Action: ACS::Sleep\n  Outputs: {a: {ValueSelector: X.y},\n"
            "    b: {ValueSelector: '.x|now'}}",
            ["6:24: .x|now: now/0 is not simulated"],
        ),
        (
            "[{Name: t, Action: 'ACS::SelectTargets', Properties: {ResourceType: 'ALIYUN::RDS::DB'}}]",
            ["2:76: resources of type ALIYUN::RDS::DB are not simulated"],
        ),
        (
            "[{Name: t, Action: 'ACS::Template', Properties: {TemplateName: ACS-ECS-Nosuch}}]",
            ["2:71: the public template ACS-ECS-Nosuch does not come with this stack"],
        ),
        ("[{Name: t, Action: 'ACS::Sleep', OnError: nosuch}]", ["2:50: there is no task nosuch"]),
    ],
)
def test_what_it_lacks(tmp_path: Path, tasks: str, lines: list[str]) -> None:
    """By line and column; what is wrong with it comes alone."""
    file = tmp_path / "template.yml"
    file.write_text(f"{HEAD}Tasks: {tasks}")
    assert told(file, 3) == lines


@pytest.mark.parametrize(
    "tasks",
    [
        f"[{API % ('ess', 'completelifecycleaction')}]",
        f"[{API % ('ESS', 'CompleteLifecycleAction')}, {{Name: u, Action: 'acs::ecs::runcommand'}}]",
        "[{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: '{{ ACS::RegionId }}', API: X}}]",
    ],
)
def test_what_would_run(tmp_path: Path, tasks: str) -> None:
    """Nothing is lacking; what an expression decides is not known before."""
    file = tmp_path / "template.yml"
    file.write_text(f"{HEAD}Tasks: {tasks}")
    assert told(file, 0) == [" it would run here"]


def test_a_file_without_end() -> None:
    """Is read as far as a template may go."""
    assert told(Path("/dev/zero"), 3) == [" longer than 65536 bytes"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", "1:1: this must be an object"),
        (f"{HEAD}Tasks: {{}}", "2:8: Tasks: this must be a list"),
        (f"{HEAD}Tasks: [x]", "2:9: 0: this must be an object"),
        (
            f"{HEAD}Parameters: [x]\nTasks: [{API % ('ESS', 'X')}]",
            "2:13: Parameters: this must be an object",
        ),
    ],
)
def test_what_has_another_shape(tmp_path: Path, content: str, line: str) -> None:
    """Is told in the words of YAML."""
    file = tmp_path / "template.yml"
    file.write_text(content)
    assert told(file, 3) == [line]


@pytest.mark.parametrize("content", [None, b"\xff", b"- ["])
def test_a_file_that_is_no_template(tmp_path: Path, content: bytes | None) -> None:
    """Absent, no text, no YAML: said in a line, without a traceback."""
    file = tmp_path / "template.yml"
    if content is not None:
        file.write_bytes(content)
    result = CliRunner().invoke(template.app, ["check", str(file)])
    assert result.exit_code == 3
    assert len(result.output.splitlines()) >= 1 and "Traceback" not in result.output
