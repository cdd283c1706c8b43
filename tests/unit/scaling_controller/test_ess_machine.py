"""Any interleaving of completions, heartbeats, time, duplicates, deletions and restarts."""

from collections import Counter
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    LifecycleActionEnded,
    LifecycleActionStarted,
    LifecycleActionView,
)
from scalehook_contracts.scaling_controller.groups import DisableScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.hooks import DeleteLifecycleHook, ModifyLifecycleHook
from support.scaling.cloud import Cloud
from support.thoroughness import tries

RESULTS = st.sampled_from(["CONTINUE", "ABANDON", "ROLLBACK"])
SETTLED = {"InService"}
REFUSALS = ("ScalingActivityInProgress", "IncorrectCapacity.NoChange", "IncorrectScalingGroupStatus")


class Hooks(RuleBasedStateMachine):
    """A group with hooks, and everybody who acts on them."""

    def __init__(self) -> None:
        super().__init__()
        self.cloud = Cloud(max_size=6, load_balancers='["lb-1"]', databases='["rm-1","rm-2"]').enabled()
        self.activities: list[str] = []
        self.hooks: list[str] = []
        self.completions = 0

    def pending(self) -> list[LifecycleActionView]:
        """All actions that wait."""
        found = [a for activity in self.activities[-1:] for a in self.cloud.actions(activity)]
        return [a for a in found if a.lifecycle_action_status == "Pending"]

    @precondition(lambda self: len(self.hooks) < 6)
    @rule(
        direction=st.sampled_from(["SCALE_OUT", "SCALE_IN"]),
        default=RESULTS,
        seconds=st.integers(30, 300),
    )
    def add_hook(self, direction: str, default: str, seconds: int) -> None:
        """One more hook."""
        hook = self.cloud.hook(
            lifecycle_transition=direction, default_result=default, heartbeat_timeout=seconds
        )
        self.hooks.append(hook)

    @precondition(lambda self: self.hooks)
    @rule(data=st.data())
    def delete_hook(self, data: st.DataObject) -> None:
        """One hook less; its waits end."""
        hook = data.draw(st.sampled_from(self.hooks))
        self.hooks.remove(hook)
        self.cloud.ask(DeleteLifecycleHook(lifecycle_hook_id=hook))
        self.cloud.fleet()

    @precondition(lambda self: self.hooks)
    @rule(
        data=st.data(),
        status=st.sampled_from(["Active", "InActive"]),
        direction=st.sampled_from(["SCALE_OUT", "SCALE_IN"]),
        default=RESULTS,
        seconds=st.integers(30, 300),
    )
    def change_hook(
        self, data: st.DataObject, status: Any, direction: Any, default: Any, seconds: int
    ) -> None:
        """A hook is changed, or switched off or on; what waits for it keeps its values."""
        before = self.pending()
        self.cloud.ask(
            ModifyLifecycleHook(
                lifecycle_hook_id=data.draw(st.sampled_from(self.hooks)),
                lifecycle_hook_status=status,
                lifecycle_transition=direction,
                default_result=default,
                heartbeat_timeout=seconds,
            )
        )
        assert self.pending() == before

    @rule()
    def switch_group(self) -> None:
        """The group is disabled, or enabled again; what waits goes on."""
        group = self.cloud.rehearsal.state.groups[self.cloud.group]
        before = self.pending()
        command = DisableScalingGroup if group.active else EnableScalingGroup
        self.cloud.ask(command(scaling_group_id=self.cloud.group))
        assert self.pending() == before

    @rule(by=st.integers(-3, 3), late=st.booleans())
    def scale(self, by: int, late: bool) -> None:
        """A rule is executed; the fleet answers now or later."""
        try:
            self.activities.append(self.cloud.execute(self.cloud.rule(by)))
        except ApiError as refusal:
            assert refusal.code in REFUSALS
        if not late:
            self.cloud.fleet()

    @precondition(lambda self: self.pending())
    @rule(data=st.data(), result=RESULTS, twice=st.booleans())
    def complete(self, data: st.DataObject, result: Any, twice: bool) -> None:
        """Somebody completes an action; the message may be delivered twice."""
        action = data.draw(st.sampled_from(self.pending()))
        self.completions += 1
        command = CompleteLifecycleAction(
            lifecycle_hook_id=action.lifecycle_hook_id,
            lifecycle_action_token=action.lifecycle_action_token,
            lifecycle_action_result=result,
        )
        for _ in range(2 if twice else 1):
            self.cloud.rehearsal.ask(command, message_id=f"complete-{self.completions}")

    @precondition(lambda self: self.pending())
    @rule(data=st.data(), seconds=st.integers(30, 600))
    def heartbeat(self, data: st.DataObject, seconds: int) -> None:
        """Somebody asks for more time."""
        action = data.draw(st.sampled_from(self.pending()))
        try:
            self.cloud.heartbeat(action, seconds)
        except ApiError as refusal:
            assert refusal.code == "LifecycleAction.RecordTimesExceeded"

    @rule(seconds=st.integers(0, 400))
    def pass_time(self, seconds: int) -> None:
        """Time passes."""
        self.cloud.rehearsal.advance(seconds)

    @rule()
    def answer(self) -> None:
        """The fleet answers what it was asked."""
        self.cloud.fleet()

    @rule()
    def restart(self) -> None:
        """The service starts again from its journal."""
        before = self.cloud.rehearsal.state
        self.cloud.rehearsal.restart()
        assert self.cloud.rehearsal.state == before

    @invariant()
    def every_wait_ends_at_most_once(self) -> None:
        """However it ends."""
        ended = Counter(
            event.lifecycle_action_token
            for event in self.cloud.rehearsal.recorded
            if isinstance(event, LifecycleActionEnded)
        )
        assert all(times == 1 for times in ended.values()), ended

    def teardown(self) -> None:
        """In the end every wait has ended, no instance is in between, no group is busy."""
        for _ in range(3):
            self.cloud.fleet()
            self.cloud.rehearsal.advance(30_000)
        recorded = self.cloud.rehearsal.recorded
        begun = {e.lifecycle_action_token for e in recorded if isinstance(e, LifecycleActionStarted)}
        ended = {e.lifecycle_action_token for e in recorded if isinstance(e, LifecycleActionEnded)}
        assert begun == ended
        assert set(self.cloud.states()) <= SETTLED, self.cloud.states()
        assert self.cloud.rehearsal.state.groups[self.cloud.group].running == {}
        assert not self.cloud.rehearsal.machine.timers


TestHooks = Hooks.TestCase
TestHooks.settings = settings(max_examples=tries(15), stateful_step_count=40)
TestHooks.__doc__ = "Every wait ends exactly once, and no instance stays in between."
