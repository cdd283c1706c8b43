"""The part of a control plane that any stack has by its bus: dead letters, and events as they happen."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scalehook.gateway.control import dead_letters
from scalehook.gateway.control.course import Course
from scalehook.gateway.control.jumping import Jumping
from scalehook.gateway.control.moving import Moving
from scalehook.gateway.control.past import Past
from scalehook.gateway.control.plane import DeadLetterView, Dropped, EventView, Retried
from scalehook.gateway.readers import Readers
from scalehook.kit.bus.bus import Bus
from scalehook.kit.clock.clock import NotMoved
from scalehook.kit.clock.holds import Hold, Patience
from scalehook.kit.clock.moments import moment
from scalehook.kit.clock.moved import Moved
from scalehook.kit.clock.moves import Move
from scalehook.kit.clock.prospect import Prospect
from scalehook.kit.clock.sleepers import Sleepers
from scalehook.kit.journal.journal import Journal
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.settings import Settings
from scalehook_contracts.base import Event
from scalehook_contracts.errors.common import InvalidParameter

if TYPE_CHECKING:
    from scalehook.wiring.auto_advance import AutoAdvance
    from scalehook_contracts.scaling_controller.waiting_actions import WaitingAction


@dataclass(eq=False, repr=False)
class BusControlPlane(ABC):
    """What embedded and distributed stacks do alike for the gateway's `ControlPlane`."""

    bus: Bus
    readers: Readers = field(default_factory=Readers, kw_only=True)
    patience: Patience = field(default_factory=Patience, kw_only=True)
    moving: Moving = field(default_factory=Moving, kw_only=True)
    jumping: Jumping = field(default_factory=Jumping, kw_only=True)
    course: Course = field(default_factory=Course, kw_only=True)

    @property
    @abstractmethod
    def sleepers(self) -> Sleepers:
        """Those who wait for virtual time."""

    async def wait(self, at: datetime, action: str = "") -> None:
        """Returns when virtual time has come so far. Meanwhile the push that has told of the action
        keeps no time, though it is not answered.
        """
        message = await self._message_of(action) if action else ""
        await self.sleepers.sleep(at, action, message)

    async def _message_of(self, action: str) -> str:
        from scalehook_contracts.notification_dispatcher.deliveries import ListDelivered

        asking = ListDelivered(lifecycle_action_tokens=[action])
        return next((each.message_id for each in (await self.bus.call(asking)).deliveries), "")

    async def move(self, move: Move) -> Moved:
        """Move the clock; returns when the stack is quiet. NotMoved for what cannot be, Stopped when
        somebody has.
        """
        if move.until:
            _check_event(move.until)
        self.course.note(self.now(), self.speed())
        try:
            return await self.moving.run(move, self._move(move))
        finally:
            self.course.note(self.now(), self.speed())

    async def run_at(self, speed: float) -> None:
        """Time goes by so fast from now on, where all of it is in one process."""
        raise InvalidParameter("speed: services that are processes are told theirs at their start")

    async def jump(self, on: bool) -> None:
        """Time jumps by itself or not from now on, where all of it is in one process."""
        raise InvalidParameter("on: services that are processes are told at their start")

    async def holds(self, by: datetime | None = None) -> Sequence[Hold]:
        """Who has a notification in hand at this moment; of whoever guards something that comes at the
        instant `by`, if one is given.
        """
        from scalehook.gateway.holds import asking  # it knows every service's contracts
        from scalehook.gateway.holds.weighing import Scales

        actions = await asking.waiting_actions(self.bus, by)
        scales = Scales(self.readers, self.sleepers.actions(by))
        known = await asking.holds(self.bus, scales, actions)
        return [*known, *await self._foreign_holds(actions)]

    async def _foreign_holds(self, actions: "list[WaitingAction]") -> Sequence[Hold]:
        """Of consumers that read events from queues of their own, where there can be any."""
        return ()

    async def visible(self) -> datetime | None:
        """When the next message of any queue becomes visible."""
        from scalehook_contracts.message_service.tracing import FindNextVisible

        at = (await self.bus.call(FindNextVisible())).at
        return moment(at / 1000) if at else None

    def auto_advance(
        self, prospect: Callable[[], Awaitable[Prospect]], look: float | None = None
    ) -> "AutoAdvance":
        """What lets time jump by itself, where somebody wants it to; `look` in real seconds."""
        from scalehook.wiring.auto_advance import LOOK_SECONDS, AutoAdvance

        look = LOOK_SECONDS if look is None else look
        return AutoAdvance(prospect, self.visible, self.holds, self.move, self.now, self.patience, look)

    @abstractmethod
    def now(self) -> datetime:
        """Virtual now."""

    @abstractmethod
    def speed(self) -> float:
        """Virtual seconds per real one."""

    @abstractmethod
    def _move(self, move: Move) -> Coroutine[Any, Any, Moved]:
        """The same, when it is known to be sound."""

    async def dead_letters(self) -> list[DeadLetterView]:
        """Oldest first."""
        return await dead_letters.list_all(self.bus)

    async def retry(self, ids: list[str] | None) -> Retried:
        """Send these (all when None) again."""
        return await dead_letters.retry(self.bus, ids)

    async def drop(self, ids: list[str]) -> Dropped:
        """Forget these."""
        return await dead_letters.drop(self.bus, ids)

    def events(self, since: datetime | None = None, follow: bool = True) -> AsyncIterator[EventView]:
        """All events from now on, or since then, or of the past alone."""
        return _views(self.envelopes(since, follow))

    async def past(self, at: datetime) -> Past:
        """The services as they were, as far as the journals go."""
        journals = await self.journals()
        if not journals:
            raise InvalidParameter("at: a stack without journals does not know how it was")
        from scalehook.wiring.replayed import replayed  # few ask, and it knows the services

        return await replayed(journals, self.settings_of, at)

    def settings_of(self, service: str) -> Settings:
        """What a service is told: as the environment of this process says."""
        from scalehook.wiring.services import settings_of

        return settings_of(service)()

    async def envelopes(self, since: datetime | None, follow: bool) -> AsyncIterator[Envelope]:
        """The same as they travel; the past as far as the journals go."""
        async for envelope in self.bus.observe() if since is None else await self._told(since, follow):
            yield envelope

    async def _told(self, since: datetime, follow: bool) -> AsyncIterator[Envelope]:
        from scalehook.wiring.past_events import past, since_then  # few ask, and it knows the services

        journals = await self.journals()
        return since_then(self.bus, journals, since) if follow else past(journals, since)

    @abstractmethod
    async def journals(self) -> Mapping[str, Journal]:
        """Of all services that have a past, by their names; they are only read."""


async def _views(envelopes: AsyncIterator[Envelope]) -> AsyncIterator[EventView]:
    async for envelope in envelopes:
        yield EventView(
            type=envelope.type,
            at=envelope.timestamp,
            body=envelope.message.model_dump(mode="json", by_alias=True),
            correlation_id=envelope.correlation_id,
            app_id=envelope.app_id,
            message_id=envelope.message_id,
            causation_id=envelope.causation_id,
            caller=envelope.caller,
        )


def _check_event(name: str) -> None:
    from scalehook.kit.api.catalogue import contract_types  # it knows every contract

    found = contract_types().get(name)
    if found is None or not issubclass(found, Event):
        raise NotMoved(f"no event is called {name!r}: `scalehook contracts` prints them all")
