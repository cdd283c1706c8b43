"""Everything that a template may contain, read from the engine itself."""

from typing import NamedTuple, get_args

from pydantic import BaseModel

from scalehook.template_engine import functions
from scalehook.template_engine.batches import PauseOption
from scalehook.template_engine.document import (
    Document,
    LoopNode,
    LoopOutputNode,
    OutputNode,
    ParameterNode,
    ParameterType,
    TaskNode,
)
from scalehook.template_engine.listed_actions import ATOMIC
from scalehook_contracts.template_engine.base import LoopMode, Mode
from scalehook_contracts.template_engine.notices import NotifyType

CALLS = (
    "Service", "API", "Parameters", "AutoPaging", "Risk", "URI", "Body", "PropertySelector",
    "DesiredValues", "NotDesiredValues", "StopRetryValues",
)  # fmt: skip
VARIABLES = (
    "ACS::ExecutionId", "ACS::RegionId", "ACS::AccountId", "ACS::ExecuteUser", "ACS::CurrentUTCTime",
    "ACS::CurrentDate", "ACS::TaskLoopItem", "ACS::OOSUtilVersion",
)  # fmt: skip
OF_TRIGGERS = (
    "cron", "rate", "at", "StartDate", "EndDate", "TimeZone", "Product", "Level", "Content",
    "Statistics", "ComparisonOperator", "Times", "SilenceTime", "EffectiveInterval", "Resources",
    "Namespace", "MetricName", "Threshold", "Period", "Interval", "Tags", "ResourceGroup",
    "OutputTransformer",
)  # fmt: skip


class Group(NamedTuple):
    """Features of one kind; `before` stands before each name where a template has it."""

    title: str
    names: list[str]
    before: str = ""


def groups() -> list[Group]:
    """All of them, in the order of the page."""
    known = [*functions.FUNCTIONS, *functions.PAID, *functions.TIMED]
    return [
        Group("Keys of a template", _keys(Document)),
        Group("Keys of a parameter", _keys(ParameterNode)),
        Group("Types of parameters and outputs", list(get_args(ParameterType)), "Type: "),
        Group("Keys of a task", [*_keys(TaskNode), "IsEnd"]),
        Group("Keys of an output", _keys(OutputNode)),
        Group("Keys of a loop", _keys(LoopNode)),
        Group("Keys of a loop's output", _keys(LoopOutputNode)),
        Group("Pauses of a loop", list(get_args(PauseOption))),
        Group("Actions", sorted(ATOMIC)),
        Group("Properties of calls", list(CALLS)),
        Group("Properties of triggers", list(OF_TRIGGERS)),
        Group("Functions", sorted(known)),
        Group("Values that every template knows", list(VARIABLES)),
        Group("Values of the Parameter Store", ["oos:", "oos-secret:"]),
        Group("Modes", list(get_args(Mode))),
        Group(
            "Pauses that StartExecution asks for", [m for m in get_args(LoopMode) if m != "Automatic"]
        ),
        Group("Safety checks", ["Skip", "ConfirmEveryHighRiskAction"]),
        Group("What NotifyExecution says", list(get_args(NotifyType))),
    ]


def _keys(model: type[BaseModel]) -> list[str]:
    return [str(field.alias) for field in model.model_fields.values()]
