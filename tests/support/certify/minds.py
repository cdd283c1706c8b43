"""Consumers in this process, without a clock of their own: a good one, for others to be worse."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from scalehook.certify.props import HOOK, QUEUE
from scalehook.gateway.faults.cut import HungUp
from scalehook.testing.builders.message import decoded
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import MessageNotExist
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    ReceivedMessage,
    ReceiveMessage,
)
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    RecordLifecycleActionHeartbeat,
)
from support.certify.calling import Calling

Steps = Iterator[float]  # virtual seconds to wait, again and again
UNKNOWN = "LifecycleHookIdAndLifecycleActionToken.Invalid"
PASSING = ("Throttling", "ServiceUnavailable", "InternalError")
HEARTBEAT_SECONDS, HOLD_SECONDS, BACKOFF_SECONDS = 60.0, 20.0, 5.0


LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Died(Exception):
    """The process has ended; the message says how."""


@dataclass(eq=False)
class Work:
    """On one delivery of a message."""

    mind: "Mind"
    message: ReceivedMessage
    content: dict[str, Any]
    began: datetime
    over: bool = False  # the message is gone, or somebody else's

    @property
    def token(self) -> str:
        """Of the action."""
        return str(self.content["lifecycleActionToken"])

    @property
    def asked(self) -> dict[str, str]:
        """What the hook's metadata asks for."""
        text = self.content.get("notificationMetadata") or "{}"
        asked: dict[str, str] = json.loads(text).get("certify", {})
        return asked

    def complete(self, result: str) -> None:
        """End the wait."""
        self.mind.call(
            CompleteLifecycleAction(
                lifecycle_hook_id=self.content["lifecycleHookId"], lifecycle_action_token=self.token,
                lifecycle_action_result=result, region_id="cn-hangzhou",
            )
        )  # fmt: skip

    def heartbeat(self, seconds: int = 300) -> None:
        """Let it wait for so long from now on."""
        self.mind.call(
            RecordLifecycleActionHeartbeat(
                lifecycle_hook_id=self.content["lifecycleHookId"], lifecycle_action_token=self.token,
                heartbeat_timeout=seconds, region_id="cn-hangzhou",
            )
        )  # fmt: skip

    def hold(self, seconds: int = 30) -> None:
        """Keep the message for another while."""
        handle = self.message.receipt_handle
        changed = self.mind.call(
            ChangeMessageVisibility(queue_name=QUEUE, receipt_handle=handle, visibility_timeout=seconds)
        )
        self.message = self.message.model_copy(update=changed.model_dump())

    def delete(self) -> Steps:
        """Done with the message, as soon as the queue can be reached."""
        handle = self.message.receipt_handle
        while True:
            try:
                self.mind.call(DeleteMessage(queue_name=QUEUE, receipt_handle=handle))
            except HungUp:
                yield BACKOFF_SECONDS
            except ApiError as problem:
                if problem.code not in PASSING:
                    self.over = True
                    return
                yield BACKOFF_SECONDS
            else:
                self.over = True
                return


@dataclass(eq=False)
class Mind:
    """One process. It does what it can do at this instant; `wakes` says when there is more."""

    call: Calling
    timeout: float
    poll_seconds: int = 20
    slots: int = 100  # messages in hand
    done: set[str] = field(default_factory=set)  # tokens
    since: dict[str, datetime] = field(default_factory=dict)  # when a wait began, or was extended
    died: str = ""
    hands: list[Work] = field(default_factory=list)
    _tasks: list[tuple[datetime, Steps]] = field(default_factory=list)
    _reads_from: datetime = LONG_AGO

    # -- habits: these are for others to change ----------------------------------------------------

    def read(self, message: ReceivedMessage) -> dict[str, Any] | None:
        """What the message says; None for one that is no action's."""
        try:
            content = json.loads(decoded(message.message_body))["content"]
            token = content["lifecycleActionToken"]
        except (ValueError, TypeError, LookupError):
            return None
        return content if isinstance(token, str) and token else None

    def is_mine(self, content: dict[str, Any]) -> bool:
        """Whether to work on it."""
        return bool(content["lifecycleHookName"] == HOOK)

    def handle(self, work: Work) -> Steps:
        """From a message to its end."""
        if work.token in self.since:  # it is done, or being done
            yield from work.delete()
            return
        self.since[work.token] = self.now
        yield from self.work(work)
        if work.token not in self.done:
            yield from self.tell(work, "ABANDON" if work.asked.get("outcome") == "fail" else "CONTINUE")
        yield from work.delete()

    def work(self, work: Work) -> Steps:
        """As long as it is asked to, unless the action ends."""
        left = float(work.asked.get("work", "0s")[:-1])
        beat = HEARTBEAT_SECONDS
        while left > 0:
            step = min(left, HOLD_SECONDS)
            yield step
            left, beat = left - step, beat - step
            work.hold()
            if beat <= 0:
                beat = HEARTBEAT_SECONDS
                if not self.beat(work):
                    self.done.add(work.token)
                    return

    def beat(self, work: Work) -> bool:
        """Whether the action still waits."""
        try:
            work.heartbeat()
        except ApiError as problem:
            return problem.code != UNKNOWN
        self.since[work.token] = self.now
        return True

    def tell(self, work: Work, result: str) -> Steps:
        """The result, again and again, as long as it may count."""
        unknown = 0
        while self.now - self.since[work.token] < timedelta(seconds=self.timeout):
            try:
                work.complete(result)
            except HungUp:
                unknown = 2
            except ApiError as problem:
                unknown += problem.code == UNKNOWN
                if unknown > 2 or problem.code not in (UNKNOWN, *PASSING):
                    self.done.add(work.token)
                    return
            else:
                self.done.add(work.token)
                return
            yield BACKOFF_SECONDS

    def begin(self) -> None:
        """The process is there."""

    def end(self) -> None:
        """It is asked to end: others shall have what it has in hand."""
        for work in self.hands:
            if not work.over:
                work.hold(1)

    def idle(self) -> None:
        """Nothing is to be done."""

    # -- the process -------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """Virtual now."""
        return self.call.cloud.now

    @property
    def wakes(self) -> datetime | None:
        """When it goes on by itself."""
        times = [at for at, _ in self._tasks]
        if self._reads_from > self.now:
            times.append(self._reads_from)
        return min(times, default=None)

    def step(self) -> bool:
        """Whether anything was done."""
        try:
            return self._go_on() or self._receive()
        except (Died, ApiError, HungUp, LookupError, ValueError, TypeError) as problem:
            self.died = f"it ended with code 1: {problem!r}"
            return False

    def _go_on(self) -> bool:
        due = [task for task in self._tasks if task[0] <= self.now]
        self._tasks = [task for task in self._tasks if task not in due]
        for _, steps in due:
            self._run(steps)
        return bool(due)

    def _run(self, steps: Steps) -> None:
        for seconds in steps:
            self._tasks.append((self.now + timedelta(seconds=seconds), steps))
            return

    def _receive(self) -> bool:
        if len(self._tasks) >= self.slots or self._reads_from > self.now:
            return False
        poll = ReceiveMessage(queue_name=QUEUE, wait_seconds=0)
        try:
            message = self.call(poll, poll.model_copy(update={"wait_seconds": self.poll_seconds}))
        except MessageNotExist:
            self.idle()
            return False
        except (ApiError, HungUp):
            self._reads_from = self.now + timedelta(seconds=BACKOFF_SECONDS)
            return True
        self._run(self._begun(message))
        return True

    def _begun(self, message: ReceivedMessage) -> Steps:
        content = self.read(message)
        work = Work(self, message, content or {}, self.now)
        if content is None:
            yield from work.delete()
        elif self.is_mine(content):
            self.hands.append(work)
            yield from self.handle(work)
