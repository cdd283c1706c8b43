"""`scalehook metric`, over what a stack answers."""

from typing import Any

import pytest
from typer.testing import CliRunner

from scalehook.cli import metric, remote


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the stack was asked."""
    heard: list[Any] = []

    def ask(endpoint: str, method: str, path: str, body: Any = None) -> Any:
        heard.append(body)
        return {"scaling_group_id": "asg-1", "loads": [], "alarms": []}

    monkeypatch.setattr(remote, "ask", ask)
    return heard


@pytest.mark.parametrize("value", ["nan", "inf", "1e400", "much", ""])
def test_values_that_are_no_numbers(asked: list[Any], value: str) -> None:
    """A usage error; nobody is asked."""
    result = CliRunner().invoke(metric.app, ["set", "web", "CpuUtilization", value])
    assert (result.exit_code, asked) == (2, [])
    assert "value" in result.output


def test_a_value(asked: list[Any]) -> None:
    """It is passed on as a number."""
    CliRunner().invoke(metric.app, ["set", "web", "CpuUtilization", "8.5", "--total"])
    assert asked == [{"group": "web", "metric": "CpuUtilization", "value": 8.5, "total": True}]
