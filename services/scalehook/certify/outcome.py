"""What one scenario has come to."""

from dataclasses import dataclass, field, replace

from scalehook.certify.facts import Facts
from scalehook.certify.judging import Judgement
from scalehook.certify.scenario import Scenario
from scalehook.certify.timeline import Row
from scalehook.certify.verdict import Verdict
from scalehook.certify.warnings import warnings


@dataclass(frozen=True)
class Outcome:
    """`seconds` are real, of the whole scenario; `watch` says which window was used."""

    scenario: Scenario
    judgement: Judgement
    seconds: float = 0.0
    virtual_seconds: float = 0.0
    watch: str = ""
    facts: Facts | None = None
    timeline: list[Row] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    stdout: list[str] = field(default_factory=list)  # the last lines
    stderr: list[str] = field(default_factory=list)
    unready: bool = False  # the consumer was never ready, or has heard nothing

    def ended(self) -> "Outcome":
        """Now that its consumer may have ended: how it did is a warning, too."""
        return self if self.facts is None else replace(self, warnings=warnings(self.facts))

    @property
    def verdict(self) -> Verdict:
        """Its verdict."""
        return self.judgement.verdict


def without_play(scenario: Scenario, verdict: Verdict, reason: str) -> Outcome:
    """It was not played."""
    return Outcome(scenario, Judgement(verdict, reason))
