"""What a scenario is.

A new one is a file in `scenarios/` with a `Scenario` called `SCENARIO`, and a line in the table there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scalehook.certify.facts import Facts
from scalehook.certify.rules.broken import Rule

if TYPE_CHECKING:
    from scalehook.certify.stage import Stage

SOURCES = ("mns", "push", "rabbit")
ABILITIES = {
    "work": "does the work that the hook's metadata asks for: so long in the stack's time, and so well",
    "heartbeat": "sends heartbeats while it works",
}
Story = Callable[["Stage"], None]
Summary = Callable[[Facts], str]


def nothing_first(stage: "Stage") -> None:
    """Most scenarios begin when the consumer is ready."""


def told(facts: Facts) -> str:
    """What a line of the report says of a scenario that held."""
    actions, messages = facts.story_actions(), facts.story_messages()
    completions = sum(len(action.completions()) for action in actions)
    parts = [
        counted(len(actions), "action"),
        counted(len(messages), "message"),
        counted(completions, "completion"),
    ]
    return ", ".join(parts)


def counted(number: int, noun: str) -> str:
    """`1 action`, `2 actions`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@dataclass(frozen=True)
class Needs:
    """Without these a scenario is not applicable, and the report says why."""

    abilities: frozenset[str] = frozenset()  # that the consumer must have declared
    restart: bool = False  # of the consumer, which an attached one does not let happen
    sources: tuple[str, ...] = SOURCES


@dataclass(frozen=True)
class Setup:
    """What is there before the consumer starts. `work` (virtual, such as `750s`) and `outcome` (`ok`,
    `fail`, `crash`) are asked of consumers with the ability `work`, through the hook's metadata.
    """

    transition: str = "SCALE_OUT"
    timeout: int = 300
    default: str = "ABANDON"
    max_size: int = 20
    visibility: int = 30  # of the queue, seconds
    work: str = ""
    outcome: str = "ok"
    group: Mapping[str, Any] = field(default_factory=dict)  # more parameters of CreateScalingGroup


@dataclass(frozen=True)
class Scenario:
    """One thing that has broken consumers. `before` is played before the consumer starts, `story` when
    it is ready; the faults that the story makes must strike, or the scenario is inconclusive. Then comes
    the probe, and all `rules` are judged, and two that always are: the process lives (U4), the probe
    ended well (U5).
    """

    name: str
    since: str  # the version that had it first
    what: str  # happens: one sentence
    must: str  # hold, besides what always must
    why: str  # it matters: one sentence
    source: str  # a public report of it
    story: Story
    rules: tuple[Rule, ...]
    setup: Setup = Setup()
    needs: Needs = Needs()
    before: Story = nothing_first
    summary: Summary = told
    hears: bool = True  # a message must be received, or the scenario is inconclusive
    alone: bool = False  # nothing else runs meanwhile
    watch_seconds: float = 0  # virtual, that the watch lasts at least
