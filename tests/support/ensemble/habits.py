"""What users and their instances do: rules of a state machine over a world."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from scalehook_contracts.fleet.instance_creation import RunInstances
from scalehook_contracts.fleet.instance_deletion import DeleteInstance
from scalehook_contracts.fleet.instance_power import StartInstance, StopInstance
from scalehook_contracts.scaling_controller.actions import RecordLifecycleActionHeartbeat
from scalehook_contracts.scaling_controller.instance_changes import (
    AttachInstances,
    DetachInstances,
    RemoveInstances,
)
from scalehook_contracts.scaling_controller.instance_states import (
    EnterStandby,
    ExitStandby,
    SetInstanceHealth,
    SetInstancesProtection,
)
from support.ensemble.account import REGION
from support.ensemble.world import IMAGE, TYPE, World

NUMBER = st.integers(0, 99)
RESULTS = st.sampled_from([None, "CONTINUE", "ABANDON", "ROLLBACK"])
HERE = {"region_id": REGION}


class Habits(RuleBasedStateMachine):
    """Things that are done with instances, and with hooks that hold them."""

    world: World
    outside = 0

    def group(self, number: int) -> dict[str, str]:
        return {"scaling_group_id": self.world.groups[number % 2]}

    def some(self, number: int) -> dict[str, Any]:
        """An instance: of the group of this number as a rule, else of another, or of none."""
        group = self.world.group(self.group(number)["scaling_group_id"])
        known = list(group.instances) if group is not None and number % 5 else []
        known = known or self.world.instances()
        number //= 10
        return {"instance_ids": [known[number % len(known)] if known else "i-none"]}

    # -- instances ------------------------------------------------------------------------------

    @rule(number=NUMBER, hooks=st.booleans(), entrusted=st.booleans())
    def attach(self, number: int, hooks: bool, entrusted: bool) -> None:
        """A new one, or whatever there is."""
        if self.outside < 4:
            self.outside += 1
            self.world.ask(RunInstances(**HERE, image_id=IMAGE, instance_type=TYPE))
        asked = {**self.group(number), **self.some(-5), "entrusted": entrusted}
        self.world.ask(AttachInstances(**asked, lifecycle_hook=hooks))

    @rule(kind=st.sampled_from([DetachInstances, RemoveInstances]), number=NUMBER, fewer=st.booleans())
    def take_out(self, kind: type[Any], number: int, fewer: bool) -> None:
        """By hand; both ways with hooks."""
        asked = {**self.group(number), **self.some(number), "decrease_desired_capacity": fewer}
        hooks = {"lifecycle_hook": True} if kind is DetachInstances else {}
        self.world.ask(kind(**asked, **hooks))

    @rule(kind=st.sampled_from([EnterStandby, ExitStandby]), number=NUMBER)
    def put_aside(self, kind: type[Any], number: int) -> None:
        """Or back."""
        self.world.ask(kind(**self.group(number), **self.some(number)))

    @rule(number=NUMBER, on=st.booleans())
    def protect(self, number: int, on: bool) -> None:
        """It may not be taken, or may again."""
        asked = {**self.group(number), **self.some(number)}
        self.world.ask(SetInstancesProtection(**asked, protected_from_scale_in=on))

    @rule(number=NUMBER, kind=st.sampled_from([StopInstance, StartInstance, DeleteInstance]))
    def meddle(self, number: int, kind: type[Any]) -> None:
        """Behind the groups' backs."""
        [instance] = self.some(number)["instance_ids"]
        force = {"force": True} if kind is DeleteInstance else {}
        self.world.ask(kind(instance_id=instance, **force))

    @rule(number=NUMBER, health=st.sampled_from(["Healthy", "Unhealthy"]))
    def mark(self, number: int, health: Any) -> None:
        """Somebody says that it is unwell."""
        [instance] = self.some(number)["instance_ids"]
        self.world.ask(SetInstanceHealth(instance_id=instance, health_status=health))

    # -- hooks ----------------------------------------------------------------------------------

    @rule(
        number=NUMBER,
        lifecycle_transition=st.sampled_from(["SCALE_OUT", "SCALE_IN"]),
        default_result=st.sampled_from(["CONTINUE", "ABANDON", "ROLLBACK"]),
        heartbeat_timeout=st.integers(30, 300),
        told=st.booleans(),
    )
    def hook(self, number: int, **said: Any) -> None:
        """Two at most."""
        group = self.world.group(self.group(number)["scaling_group_id"])
        if group is not None and len(group.hooks) < 2:
            self.world.hook(group.group_id, **said)

    @precondition(lambda self: self.world.waiting())
    @rule(number=NUMBER, result=RESULTS)
    def complete(self, number: int, result: Any) -> None:
        """Somebody ends a wait."""
        waiting = self.world.waiting()
        asked = waiting[number % len(waiting)]
        self.world.ask(asked.model_copy(update={"lifecycle_action_result": result}))

    @precondition(lambda self: self.world.waiting())
    @rule(number=NUMBER, seconds=st.integers(30, 300))
    def heartbeat(self, number: int, seconds: int) -> None:
        """Somebody asks for more time."""
        waiting = self.world.waiting()
        asked = waiting[number % len(waiting)]
        self.world.ask(
            RecordLifecycleActionHeartbeat(
                lifecycle_hook_id=asked.lifecycle_hook_id,
                lifecycle_action_token=asked.lifecycle_action_token,
                heartbeat_timeout=seconds,
            )
        )
