"""What a certification was asked for."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from scalehook.certify.profile import Profile
from scalehook.certify.scenario import Scenario
from scalehook.certify.verdict import Verdict

PATIENCE_SECONDS = 60.0
WATCH_SECONDS, SLOW_SECONDS = 5.0, 300.0
VIRTUAL_TAKEN_SECONDS = 1.0
HOLD_SHARE = 0.5  # of the patience: as long as the clock waits for who has a notification in hand


def _nobody(variables: Mapping[str, str]) -> None:
    """It is told itself."""


def _no_broker() -> AbstractContextManager[str]:
    return nullcontext("")


@dataclass(frozen=True)
class Options:
    """`patience` and `watch` are real seconds of one scenario. `baseline` has the verdicts of an older
    report: what is not in it is new.
    """

    profile: Profile
    scenarios: tuple[Scenario, ...]
    jobs: int = 1
    seed: int = 0
    patience: float = PATIENCE_SECONDS
    watch: float = WATCH_SECONDS
    keep: bool = False
    port: int = 0  # of the stack; 0 takes a free one
    full: bool = True  # no scenario was left out by name
    baseline: dict[str, Verdict] | None = None
    # an empty one for each stack, and gone with it; no address: there is no broker
    vhost: Callable[[], AbstractContextManager[str]] = _no_broker
    words: tuple[str, ...] = ()  # of the command line, that say how the consumer is run and judged
    announce: Callable[[Mapping[str, str]], None] = _nobody  # what an attached consumer is to be told

    @property
    def virtual(self) -> bool:
        """Whether the consumer lives by the stack's clock: then its own time need not be waited for."""
        return self.profile.clock == "virtual"

    @property
    def hold_seconds(self) -> float:
        """Real seconds for which the clock waits for who has a notification in hand."""
        return self.patience * HOLD_SHARE

    @property
    def taken_seconds(self) -> float:
        """And for who has deleted it, and works on."""
        return VIRTUAL_TAKEN_SECONDS if self.virtual else self.hold_seconds
