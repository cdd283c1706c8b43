"""Timers that somebody waits for, and timers that come round by themselves."""

import ast
from pathlib import Path

from scalehook.wiring.services import all_types
from scalehook_contracts.base import Command
from support.documents import ROOT
from support.trees import nodes

SERVICES = ROOT / "services/scalehook"
AWAITED = {
    "ExpireLifecycleAction", "FinishCreation", "FireTimer", "ReportInstances", "ResumeAfterCheckpoint",
    "RetryEventDelivery", "RetryNotification", "RetryPush", "RetryScheduledTask", "RetryTask",
    "SendOnTheSide", "ShutDownInstances", "SpreadMessage", "StartUpInstance", "TimeOutFile",
    "TimeOutScript", "TimeOutTask",
}  # fmt: skip
HOUSEKEEPING = {
    "AnnounceScheduledTaskExpiry", "ContinueScalingGroup", "EvaluateAlarm", "LaunchScheduledTask",
    "LookAtMetric", "RepeatScript", "RunPredictiveTask",
    "TakePredictiveSample", "TurnQueue",
}  # fmt: skip


def _made_where_something_is_scheduled(path: Path) -> set[str]:
    calls = [node for node in nodes(path) if isinstance(node, ast.Call)]
    called = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
    names = [name for call in calls for name in (call.func, *call.args)]  # itself, or its maker's
    made = {name.id for name in names if isinstance(name, ast.Name)}
    return made if called & {"schedule", "schedule_in"} else set()


def test_every_timer_is_one_or_the_other() -> None:
    """A command that a service sends to itself later is in one of the lists, as it says of itself."""
    commands = {cls.__name__: cls for cls in all_types().values() if issubclass(cls, Command)}
    made = {
        name
        for path in SERVICES.rglob("*.py")
        for name in _made_where_something_is_scheduled(path) & commands.keys()
        if not hasattr(commands[name], "product")
    }
    assert made == AWAITED | HOUSEKEEPING
    assert {name for name in made if commands[name].housekeeping} == HOUSEKEEPING
