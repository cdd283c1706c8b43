"""The report itself: what `--json` writes, and what all other forms are made of. Fields are only added,
and what is added is optional.
"""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from scalehook.certify.verdict import Verdict

TITLE = "Report of scalehook certify"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Tool(_Part):
    """What has judged."""

    name: str = "scalehook"
    version: str


class ConsumerView(_Part):
    """Who was judged."""

    command: list[str] = []
    image: str = ""
    attached: bool = False
    source: str
    abilities: list[str] = []
    clock: str = "real"


class Summary(_Part):
    """How many scenarios there are of each verdict."""

    held: int = 0
    failed: int = 0
    inconclusive: int = 0
    not_applicable: int = 0
    pending: int = 0


class FaultView(_Part):
    """What went wrong on purpose, and how often it did."""

    kind: str
    wanted: int
    fired: int


class RowView(_Part):
    """One thing that happened; `real_ms` counts from the scenario's start."""

    at: datetime
    real_ms: int
    who: str
    what: str
    code: str = ""
    action: str = ""
    message: str = ""


class BrokenView(_Part):
    """A rule that was broken."""

    rule: str
    reason: str
    actions: list[str] = []


class ActionView(_Part):
    """A lifecycle action, in numbers: completions (C), refused ones (R), heartbeats (B), refused ones
    (Br), and how it ended (E).
    """

    token: str
    hook: str
    transition: str
    instances: int
    completions: int
    refused: int
    heartbeats: int
    heartbeats_refused: int
    calls_after_end: int
    status: str = ""
    result: str = ""
    probe: bool = False


class MessageView(_Part):
    """A message, in numbers: receives (L), visibility changes (V), and whether it is gone (D)."""

    id: str
    place: str
    action: str = ""
    receives: int
    visibility_changes: int
    gone: bool


class FactsView(_Part):
    """What the rules were asked of."""

    actions: list[ActionView] = []
    messages: list[MessageView] = []
    polls: int = 0
    ready_after: float | None = None
    alive: bool = True
    exits: list[str] = []
    restarts: int = 0
    survivors: list[str] = []


class ScenarioView(_Part):
    """One scenario: `what` happened in it, what `must` hold, `why` it matters, `source` where it was
    reported; `watch` says which window was used; of a timeline that is too long, `rows_left_out` says
    by how much.
    """

    name: str
    since: str
    verdict: Verdict
    reason: str
    rule: str = ""
    what: str = ""
    must: str = ""
    why: str = ""
    source: str = ""
    seconds: float = 0.0
    virtual_seconds: float = 0.0
    watch: str = ""
    fault: list[FaultView] = []
    broken: list[BrokenView] = []
    facts: FactsView = FactsView()
    warnings: list[str] = []
    timeline: list[RowView] = []
    rows_left_out: int = 0
    stdout_tail: list[str] = []
    stderr_tail: list[str] = []
    again: str = ""


class Report(_Part):
    """All of it. `profile` is `partial` when scenarios were chosen by name, when the run was
    interrupted, or when more than half of them are not applicable.
    """

    schema_version: Literal[1] = 1
    tool: Tool
    consumer: ConsumerView
    seed: int
    profile: Literal["full", "partial"]
    started: datetime
    seconds: float
    interrupted: bool = False
    summary: Summary
    scenarios: list[ScenarioView]

    def of(self, *verdicts: Verdict) -> list[ScenarioView]:
        """The scenarios of these verdicts."""
        return [each for each in self.scenarios if each.verdict in verdicts]


def json_schema() -> dict[str, Any]:
    """Of the report, for whoever reads it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        **Report.model_json_schema(mode="serialization"),
    }


def baseline(text: str) -> dict[str, Verdict]:
    """The verdicts of an older report, by scenario; ValueError when it is none."""
    report = Report.model_validate_json(text)
    return {each.name: each.verdict for each in report.scenarios}
