"""What happened in a scenario, as far as the rules ask: per action, per message, of the process."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

COMPLETE = "CompleteLifecycleAction"
HEARTBEAT = "RecordLifecycleActionHeartbeat"
RECEIVES = ("ReceiveMessage", "BatchReceiveMessage")
NO_ANSWER = "no answer"  # the code of a call whose connection was cut before it was answered


@dataclass(frozen=True, slots=True)
class Call:
    """A signed call that has come to the stack's port, and how it was answered: `code` is empty where it
    succeeded. `real` counts seconds since the scenario began.
    """

    at: datetime  # virtual
    real: float
    action: str
    code: str = ""
    key_id: str = ""
    token: str = ""  # of a lifecycle action
    queue: str = ""
    detail: str = ""  # a result, or seconds
    client_token: str = ""
    wait_seconds: int | None = None
    executed: bool = True  # False where a fault stood before it


@dataclass(frozen=True, slots=True)
class End:
    """How a wait has ended."""

    at: datetime
    real: float
    status: str
    result: str


@dataclass(slots=True)
class ActionFacts:
    """A lifecycle action and what was asked for it."""

    token: str
    hook_id: str
    hook: str
    transition: str
    instance_ids: list[str]
    started: datetime
    started_real: float
    timeout: timedelta
    deadline: datetime  # the latest
    probe: bool = False
    end: End | None = None
    calls: list[Call] = field(default_factory=list)

    def completions(self) -> list[Call]:
        """C: those that succeeded; a second one is a repetition under the same ClientToken."""
        return [call for call in self.calls if call.action == COMPLETE and not call.code]

    def refused(self) -> list[Call]:
        """R: completions that were refused."""
        return [call for call in self.calls if call.action == COMPLETE and call.code]

    def heartbeats(self) -> list[Call]:
        """B: those that were granted."""
        return [call for call in self.calls if call.action == HEARTBEAT and not call.code]

    def heartbeats_refused(self) -> list[Call]:
        """Br: those that were not."""
        return [call for call in self.calls if call.action == HEARTBEAT and call.code]

    def after_end(self) -> list[Call]:
        """The calls that came when the wait was over; not the one that ended it."""
        end = self.end
        if end is None:
            return []
        ending = self._ending_call()
        return [call for call in self.calls if call.real >= end.real and call is not ending]

    def _ending_call(self) -> Call | None:
        """The first completion that was carried out, whether or not its answer arrived."""
        if self.end is None or self.end.status != "Completed":
            return None
        done = (call for call in self.calls if call.action == COMPLETE and call.executed)
        return next((call for call in done if call.code in ("", NO_ANSWER)), None)


@dataclass(slots=True)
class MessageFacts:
    """A message to the consumer: in a queue, or a push of a topic."""

    message_id: str
    place: str  # `queue/work`, or `topic/t`
    token: str  # of the action that it is about; empty: of none
    sent: datetime
    sent_real: float
    probe: bool = False
    receives: list[datetime] = field(default_factory=list)  # L; of a push: attempts
    visibility: list[datetime] = field(default_factory=list)  # V: until when it is held
    held_at: list[datetime] = field(default_factory=list)  # since when, of each of these
    gone: datetime | None = None  # D: deleted, or accepted
    lost: bool = False  # its retention has passed, or its pushes were given up

    def hold(self, at: datetime, until: datetime) -> None:
        """From now on it is held until then."""
        self.visibility.append(until)
        self.held_at.append(at)

    def held_until(self, at: datetime) -> datetime | None:
        """Until when it was held, as things stood then; None of one that was in nobody's hands."""
        if self.gone is not None and self.gone <= at:
            return None
        holds = zip(self.held_at, self.visibility, strict=True)
        return next((until for since, until in reversed(list(holds)) if since <= at), None)

    def visible_at(self, now: datetime) -> bool:
        """Whether anybody could receive it."""
        if self.gone is not None or self.lost:
            return False
        return not self.visibility or self.visibility[-1] <= now


@dataclass(slots=True)
class ProcessFacts:
    """How the consumer's process fared."""

    ready_after: float | None = None  # real seconds; None: it never was
    alive: bool = True  # at the end
    exits: list[str] = field(default_factory=list)  # in words, those that nobody asked for
    restarts: int = 0  # so often its supervisor has brought it back
    mute: str = ""  # how it ended without a word, though somebody was to bring it back
    survivors: list[str] = field(default_factory=list)  # children that had to be killed
    stubborn: str = ""  # how it was asked to end, and did not
    sent_away: list[datetime] = field(default_factory=list)  # when it had ended since it was asked to
    busy: str = ""  # it computed, and read nothing
    effort: str = ""  # how it computed while nothing answered


@dataclass(frozen=True, slots=True)
class FaultFacts:
    """A fault that the story needs: so often it was to strike, so often it did."""

    kind: str
    wanted: int
    fired: int


@dataclass(slots=True)
class Facts:
    """All that a scenario is judged by. `story_ended` and `ended` are virtual: of the story, and of the
    watch behind it.
    """

    source: str
    actions: list[ActionFacts] = field(default_factory=list)
    messages: list[MessageFacts] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    faults: list[FaultFacts] = field(default_factory=list)
    process: ProcessFacts = field(default_factory=ProcessFacts)
    ended: datetime | None = None
    visibility: timedelta = timedelta(seconds=30)  # of the queue
    root_key: str = ""
    abilities: frozenset[str] = frozenset()
    on_failure: str = "ABANDON"  # what it has declared to do with failed work

    def story_actions(self) -> list[ActionFacts]:
        """Those of the story; the probe is not one of them."""
        return [action for action in self.actions if not action.probe]

    def probes(self) -> list[ActionFacts]:
        """Those of the probe behind the story."""
        return [action for action in self.actions if action.probe]

    def story_messages(self) -> list[MessageFacts]:
        """Those of the story."""
        return [message for message in self.messages if not message.probe]

    def receives(self) -> int:
        """How often a message of the story was received."""
        return sum(len(message.receives) for message in self.story_messages())

    def polls(self) -> list[Call]:
        """Calls that ask a queue for messages."""
        return [call for call in self.calls if call.action in RECEIVES]

    def of_token(self, token: str) -> Iterator[MessageFacts]:
        """The messages about one action."""
        return (message for message in self.messages if message.token == token)


def last(moments: Iterable[datetime]) -> datetime | None:
    """The latest; None of none."""
    return max(moments, default=None)
