"""A lifecycle action: instances that a hook holds."""

from dataclasses import dataclass
from datetime import datetime

from scalehook.kit.clock.moments import moment
from scalehook.testing.builders.handle import Handle
from scalehook.testing.events.failure import told
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    DescribeLifecycleActions,
    LifecycleActionExtended,
    LifecycleActionStarted,
    LifecycleActionView,
    RecordLifecycleActionHeartbeat,
)
from scalehook_contracts.scaling_controller.waiting_actions import ListWaitingActions

MOST = 50  # on a page


@dataclass(frozen=True)
class Action(Handle):
    """`group.scale_out()` gives one; its id is its token."""

    hook_id: str
    activity_id: str

    @property
    def token(self) -> str:
        """The LifecycleActionToken."""
        return self.id

    @property
    def view(self) -> LifecycleActionView:
        """As DescribeLifecycleActions describes it."""
        after = ""
        while True:
            page = self._ask(
                DescribeLifecycleActions, scaling_activity_id=self.activity_id, max_results=MOST,
                next_token=after,
            )  # fmt: skip
            for each in page.lifecycle_actions:
                if each.lifecycle_action_token == self.token:
                    return each
            if not (after := page.next_token):
                raise LookupError(f"the activity {self.activity_id} has no action {self.token}")

    @property
    def status(self) -> str:
        """`Pending`, `Completed` or `Timeout`."""
        return self.view.lifecycle_action_status

    @property
    def result(self) -> str:
        """`CONTINUE`, `ABANDON` or `ROLLBACK`: while it is pending, what the default would be."""
        return self.view.lifecycle_action_result

    @property
    def instance_ids(self) -> list[str]:
        """The instances that it holds, or held."""
        return self.view.instance_ids

    @property
    def deadline(self) -> datetime:
        """When the wait ends by itself, in virtual time; or, when it is over, would have ended."""
        for waiting in self.cloud.call(ListWaitingActions()).waiting_actions:
            if waiting.lifecycle_action_token == self.token:
                return moment(waiting.deadline)
        return moment(self._told_deadline())

    def _told_deadline(self) -> float:
        events = self.cloud.events
        for extended in reversed(events.all(LifecycleActionExtended, action=self)):
            return extended.deadline
        for started in events.all(LifecycleActionStarted, action=self):
            return started.deadline
        raise LookupError(f"the action {self.token} is over, and nobody knows since when")

    def complete(self, result: str | None = None) -> None:
        """End the wait, with the hook's default where no result is given. Returns when what follows at
        once has followed.
        """
        self._ask(
            CompleteLifecycleAction, lifecycle_hook_id=self.hook_id,
            lifecycle_action_token=self.token, lifecycle_action_result=result,
        )  # fmt: skip
        self.cloud.quiet()

    def heartbeat(self, seconds: int | None = None) -> datetime:
        """Let it wait for so long from now on; the new deadline."""
        self._ask(
            RecordLifecycleActionHeartbeat, lifecycle_hook_id=self.hook_id,
            lifecycle_action_token=self.token, heartbeat_timeout=seconds,
        )  # fmt: skip
        return self.deadline

    def expire(self) -> None:
        """Move the time to exactly its deadline. AssertionError when it does not wait any more."""
        if self.status != "Pending":
            over = f"the action {self.token} is over: {self.status}, {self.result}"
            raise told(over, self.cloud.past, [self.token])
        self.cloud.advance_to(self.deadline, patience=0)
