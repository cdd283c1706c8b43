"""What became of a move of the clock: who is still busy, and whose deadlines it has passed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["service", "effect", "push", "script", "held", "taken", "reader", "unread", "more"]
MOST_NAMED = 50


class Busy(BaseModel):
    """Somebody who has something to do in real time; `str()` of it is a sentence for people.

    `script`: an effect that runs in the outside world's time. What keeps a stack from coming to rest: a
    `service` with messages in hand or in its queue, an `effect` that has not ended, a `push` (a POST of
    any kind) without an answer. Of a notification: `held` by a client
    that has received it, `taken` by one that has deleted it or answered its push, visible to a
    `reader` that is between two polls, `unread` where nobody reads. `more` stands for the rest of a
    long list. `guards` is the first deadline that the clock does not run past.
    """

    model_config = ConfigDict(frozen=True)

    kind: Kind
    name: str
    source: str = ""  # where the notification lies or came from: `queue/work`
    holder: str = ""  # whoever took it: access key and address, as far as they are known
    since_real: float = 0.0  # real seconds that this is known for
    action: str = ""  # the token of the lifecycle action
    hook: str = ""
    guards: datetime | None = None
    hint: str = ""

    def __str__(self) -> str:
        parts = [self.name]
        if self.holder:
            parts.append(f"in the hands of {self.holder}")
        if self.since_real >= 0.1:
            parts.append(f"for {self.since_real:.1f} s")
        said = " ".join(parts)
        if self.action:
            said += f"; action {self.action} of hook {self.hook}"
            said += f" ends {self.guards:%Y-%m-%d %H:%M:%S}" if self.guards else ""
        return f"{said} ({self.hint})" if self.hint else said


def overdue(service: str, what: str) -> Busy:
    """Of a service at which something comes due at one instant again and again."""
    return Busy(kind="service", name=service, hint=f"{what} comes due at this instant again and again")


class Passed(BaseModel):
    """A deadline that came although somebody held it off: patience had run out, or there was none."""

    at: datetime
    holders: list[Busy]


class Moved(list[Busy]):
    """Who is busy after a move; empty when nobody is. `now` is where the clock stood at its end,
    `passed` the guarded deadlines that came meanwhile, `happened` whether the event of `until` did, and
    `stops` at how many instants something has come due.
    """

    def __init__(
        self,
        busy: Iterable[Busy],
        now: datetime,
        passed: Sequence[Passed] = (),
        *,
        happened: bool = False,
        stops: int = 0,
    ) -> None:
        named = list(busy)
        super().__init__(named[:MOST_NAMED])
        if len(named) > MOST_NAMED:
            self.append(Busy(kind="more", name=f"and {len(named) - MOST_NAMED} more"))
        self.now = now
        self.passed = list(passed)
        self.happened = happened
        self.stops = stops

    @property
    def names(self) -> list[str]:
        """Each in words; of a script its own name."""
        return [str(busy) for busy in self]
