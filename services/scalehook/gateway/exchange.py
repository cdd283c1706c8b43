"""A call of a cloud API under way: its signer is found out, its owner asked, the answer rendered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from scalehook.gateway.access_keys import AccessKeys
from scalehook.gateway.call import Call, Signed
from scalehook.gateway.faults.cut import Cut, HungUp
from scalehook.gateway.faults.own import OwnFaults, Standing
from scalehook.gateway.http import HttpResponse
from scalehook.gateway.listening import Audience
from scalehook.gateway.readers import Readers
from scalehook.gateway.settings import GatewaySettings
from scalehook.gateway.tracing import RequestSpan
from scalehook.gateway.trail import Trail
from scalehook.kit import Requester
from scalehook.kit.api.calling import PATIENCE_SECONDS, call_as
from scalehook.kit.api.noting import is_noted
from scalehook.kit.bus.asking import AskedInTask
from scalehook.kit.machine.outside import Asked
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.beforehand import Beforehand
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import ServiceUnavailable

Done = Callable[[HttpResponse], None]


@dataclass(slots=True)
class Office:
    """What all calls of a face need, and those that may wait for long."""

    bus: Requester
    settings: GatewaySettings
    keys: AccessKeys
    faults: OwnFaults = field(default_factory=OwnFaults)
    readers: Readers = field(default_factory=Readers)
    audience: Audience = field(default_factory=Audience)
    trail: Trail | None = None  # None: nobody is told of calls
    polls: dict["Exchange", str] = field(default_factory=dict)  # and the queues that they wait for

    def close(self) -> None:
        """End all long polls."""
        for poll in list(self.polls):
            poll.call_off()


class Exchange:
    """One call. `done` is told its answer exactly once; never when the client has gone before."""

    __slots__ = ("_asked", "_call", "_done", "_noted", "_office", "_span")

    def __init__(self, call: Call, office: Office, done: Done) -> None:
        self._call = call
        self._office = office
        self._done: Done | None = done
        self._asked: Asked | None = None
        self._noted: tuple[Operation[Any], ResolvedKey] | None = None
        self._span = RequestSpan.of(call) if office.audience.traced is not None else None

    def begin(self) -> None:
        """All that can be done at once: with the account's own key up to the question to the owner."""
        try:
            signed = self._call.signed()
            key = self._office.keys.own(signed.key_id, signed.token)
            if key is None:
                self._asked = AskedInTask(self._ask_for_another(signed), self._end)
            else:
                self._ask(key, signed)
        except Exception as problem:
            self._end(problem)

    def forget(self) -> None:
        """The client has gone: a message that it waited for is somebody else's."""
        self._done = None
        self._office.polls.pop(self, None)
        self._office.audience.forget(self)
        if self._asked is not None:
            self._asked.forget()

    def call_off(self) -> None:
        """Answer now: the server stops."""
        self._end(ServiceUnavailable())
        self.forget()

    def _ask(self, key: ResolvedKey, signed: Signed) -> None:
        operation = self._operation(key)
        if self._office.faults.standing and (fault := self._struck(operation, signed)):
            asking = self._befall(fault, operation, key)
            self._asked = AskedInTask(asking, self._end)
            return
        asks_more, waits = _manner(type(operation))
        if asks_more:
            self._asked = AskedInTask(self._call_as(operation, key), self._end)
            return
        self._asked = self._office.bus.ask(
            operation,
            self._end,
            timeout=PATIENCE_SECONDS + waits,
            caller=key.principal,
            correlation_id=self._call.request_id,
            trace=self._trace(),
        )

    async def _ask_for_another(self, signed: Signed) -> Reply:
        """Access control knows the key, and what its owner may do."""
        key = await self._office.keys.find(signed.key_id, signed.token)
        operation = self._operation(key)
        if self._office.faults.standing and (fault := self._struck(operation, signed)):
            return await self._befall(fault, operation, key)
        return await self._call_as(operation, key)

    async def _call_as(self, operation: Operation[Any], key: ResolvedKey) -> Reply:
        settings = self._office.settings
        return await call_as(
            self._office.bus,
            operation,
            key.principal,
            region=self._call.region() or settings.region,
            account=settings.account_id,
            session_policy=key.session_policy,
            correlation_id=self._call.request_id,
            require_pass_role=settings.require_pass_role,
            address=self._call.address(),
            trace=self._trace(),
        )

    def _trace(self) -> str:
        return "" if self._span is None else str(self._span.context)

    def _struck(self, operation: Operation[Any], signed: Signed) -> Standing | None:
        return self._office.faults.meet(operation, signed.key_id)

    async def _befall(self, fault: Standing, operation: Operation[Any], key: ResolvedKey) -> Reply:
        from scalehook.gateway.faults.befalling import befall  # only tests have faults

        office = self._office
        office.audience.struck(self, fault.spec.kind)
        ask = partial(self._call_as, operation, key)
        return await befall(fault, operation, ask, office.bus, office.faults.now)

    def _operation(self, key: ResolvedKey) -> Operation[Any]:
        try:
            operation = self._call.operation(key)
        except ApiError:
            self._office.audience.asked(self, self._call.meant())
            raise
        self._office.audience.asked(self, operation)
        if self._office.trail is not None and is_noted(type(operation)):
            self._noted = operation, key
        if self._span is not None:
            self._span.operation = type(operation).__name__
        _, waits = _manner(type(operation))
        if waits:
            self._office.polls[self] = getattr(operation, "queue_name", "")
        return operation

    def _end(self, outcome: Reply | Exception) -> None:
        done, self._done = self._done, None
        if done is not None:
            queue_name = self._office.polls.pop(self, None)
            if queue_name is not None:
                readers, came_from = self._office.readers, self._call.came_from()
                readers.answered(queue_name, *came_from, outcome)
                if isinstance(outcome, HungUp) and outcome.unheard is not None:
                    readers.lost(*came_from, outcome.unheard)
            if self._span is not None and (traced := self._office.audience.traced) is not None:
                traced(self._span, outcome)
            if self._office.audience.calls:
                self._office.audience.answered(self, lambda: self._call.signed().key_id, outcome)
            done(self._rendered(outcome))
            if self._noted is not None and self._office.trail is not None:
                self._office.trail.tell(self._call, *self._noted, outcome)

    def _rendered(self, outcome: Reply | Exception) -> HttpResponse:
        if isinstance(outcome, Exception):
            return self._failed(outcome)
        try:
            return self._call.succeeded(outcome)
        except Exception as problem:
            return self._call.failed(problem)

    def _failed(self, problem: Exception) -> HttpResponse:
        if isinstance(problem, HungUp):
            return Cut(status=0, reset=problem.reset)
        return self._call.failed(problem)


@cache  # an abstract class takes long to tell its objects, a message to tell what its class says
def _manner(cls: type[Operation[Any]]) -> tuple[bool, float]:
    """Whether others are asked, too, before or afterwards; and how many seconds its answer may wait."""
    return cls.asks_others or issubclass(cls, Beforehand), cls.waits
