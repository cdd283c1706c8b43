"""Who holds the clock off which deadlines, and for how long it lets itself be held."""

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from scalehook.kit.clock.moved import Busy, Kind


@dataclass(frozen=True)
class Hold:
    """Somebody has something in hand, as the state says at this moment. The clock does not run past
    `guards`. Another `sign` than before is a sign of life. Who is `gone` is waited for no longer, and
    nobody for more real seconds than `longest`, whatever patience there is.
    """

    key: str  # the same as long as it is the same hold
    busy: Busy
    guards: tuple[datetime, ...] = ()
    sign: Hashable = None
    gone: bool = False
    longest: float = math.inf
    everything: bool = False  # it guards whatever comes due

    @property
    def kind(self) -> Kind:
        """That of what it names."""
        return self.busy.kind

    def guards_at(self, at: datetime) -> bool:
        """Whether something that it guards comes at `at`, or has come."""
        return self.everything or any(guarded <= at for guarded in self.guards)


@dataclass(frozen=True)
class Patience:
    """How long a hold is waited for, in real seconds, by its kind; `longest` is for a whole move, and
    `rest` for the stack itself: until it has done what is to be done at one instant.
    """

    pickup: float = 1.0
    hold: float = 5.0
    taken: float = 3.0
    longest: float = 60.0
    rest: float = 60.0

    @classmethod
    def of(cls, seconds: float) -> "Patience":
        """The same for everybody."""
        return cls(seconds, seconds, seconds, max(seconds, cls.longest))

    def with_(self, hold: Hold) -> float:
        """That for this hold."""
        if hold.gone:
            return 0.0
        by_kind: dict[Kind, float] = {
            "held": self.hold,
            "script": self.hold,
            "taken": self.taken,
            "reader": self.pickup,
        }
        return min(by_kind.get(hold.kind, 0.0), hold.longest)


@dataclass(eq=False, repr=False)
class Vigil:
    """The patience of one move. It is counted from when a hold first stands in the way, and anew from
    each sign of life; one that is used up stays so.
    """

    patience: Patience
    _since: dict[str, tuple[Hashable, float]] = field(default_factory=dict)
    _waited: float = 0.0
    _waiting_since: float | None = None

    def waits_for(self, holds: Iterable[Hold], now: float) -> list[Hold]:
        """Those of them for whom there is patience left at the real time `now`."""
        if self._waiting_since is not None:
            self._waited += now - self._waiting_since
        left = [hold for hold in holds if self._left(hold, now) > 0]
        if self._waited >= self.patience.longest:
            left = []
        self._waiting_since = now if left else None
        return left

    def forget_others(self, holds: Iterable[Hold]) -> None:
        """Only these still go on."""
        keys = {hold.key for hold in holds}
        self._since = {key: since for key, since in self._since.items() if key in keys}

    def _left(self, hold: Hold, now: float) -> float:
        sign, since = self._since.setdefault(hold.key, (hold.sign, now))
        if sign != hold.sign:
            since = now
            self._since[hold.key] = (hold.sign, now)
        return self.patience.with_(hold) - (now - since)
