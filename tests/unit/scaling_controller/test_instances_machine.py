"""Instances that come, go, rest, fail and are found again, in any order: what was asked of whitelists
and back ends is what their states say.
"""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.back_ends import (
    AddInstancesToBackEnds,
    RemoveInstancesFromBackEnds,
    SetWeightsInBackEnds,
)
from scalehook_contracts.fleet.whitelists import AddAddressesToWhitelists, RemoveAddressesFromWhitelists
from support.scaling.yard import Yard
from support.thoroughness import tries

LET_IN = {"InService", "Protected", "Standby"}
REFUSALS = {
    "IncorrectCapacity.MaxSize", "IncorrectCapacity.MinSize", "IncorrectCapacity.NoChange",
    "IncorrectInstanceStatus", "InvalidInstanceId.InUse", "InvalidInstanceId.NotFound",
    "InvalidParameter", "LifecycleHookIdAndLifecycleActionToken.Invalid", "ScalingActivityInProgress",
}  # fmt: skip


class Instances(RuleBasedStateMachine):
    """One group, and everybody who has to do with its instances."""

    def __init__(self) -> None:
        super().__init__()
        self.gone: set[str] = set()

    @initialize(
        desired=st.sampled_from([None, 3]),
        policy=st.sampled_from(["release", "recycle"]),
        check=st.sampled_from(["ECS", "NONE"]),
    )
    def make(self, desired: int | None, policy: str, check: str) -> None:
        """Of one kind or another."""
        self.yard = Yard(
            balancers='["lb-1"]',
            databases='["rm-1"]',
            min_size=2,
            max_size=8,
            desired_capacity=desired,
            scaling_policy=policy,
            health_check_type=check,
        )
        self.yard.enabled().fleet()

    def attempt(self, call: Any, *args: Any, **more: Any) -> None:
        try:
            call(*args, **more)
        except ApiError as refusal:
            assert refusal.code in REFUSALS, refusal

    def some(self, number: int) -> str:
        """An instance of the group, or an outsider."""
        known = [*self.yard.instances(), *(f"o-{n}" for n in range(1, self.yard.outside + 1))]
        return known[number % len(known)] if known else "i-none"

    @rule(transition=st.sampled_from(["SCALE_OUT", "SCALE_IN"]))
    def add_hook(self, transition: str) -> None:
        """Two at most."""
        if len(self.yard.rehearsal.state.groups[self.yard.group].hooks) < 2:
            self.yard.hook(lifecycle_transition=transition, heartbeat_timeout=300)

    @rule(by=st.integers(-2, 3).filter(bool))
    def scale(self, by: int) -> None:
        """A rule is executed."""
        self.attempt(self.yard.scale, by)

    @rule(number=st.integers(0, 30), hooks=st.booleans(), entrusted=st.booleans())
    def attach(self, number: int, hooks: bool, entrusted: bool) -> None:
        """A new outsider, or whatever there is."""
        if self.yard.outside < 6:
            self.yard.outsider()
        name = self.some(number)
        self.attempt(self.yard.attach, name, lifecycle_hook=hooks, entrusted=entrusted)

    @rule(verb=st.sampled_from(["detach", "remove"]), number=st.integers(0, 30), fewer=st.booleans())
    def take_out(self, verb: str, number: int, fewer: bool) -> None:
        """By hand."""
        call = getattr(self.yard, verb)
        self.attempt(call, self.some(number), decrease_desired_capacity=fewer)

    @rule(verb=st.sampled_from(["standby", "back", "protect"]), number=st.integers(0, 30))
    def put_aside(self, verb: str, number: int) -> None:
        """Or back."""
        self.attempt(getattr(self.yard, verb), self.some(number))

    @rule(number=st.integers(0, 30))
    def unprotect(self, number: int) -> None:
        """It may be taken again."""
        self.attempt(self.yard.protect, self.some(number), on=False)

    @rule(number=st.integers(0, 30), how=st.sampled_from(["stopped", "vanished", "mark", "started"]))
    def change(self, number: int, how: str) -> None:
        """Something happens to an instance behind the group's back."""
        name = self.some(number)
        if name in self.gone or (how == "mark" and name not in self.yard.instances()):
            return
        if how == "vanished":
            self.gone.add(name)
        getattr(self.yard, how)(name)
        self.yard.fleet()

    @rule(result=st.sampled_from(["CONTINUE", "ABANDON", "ROLLBACK"]))
    def release(self, result: str) -> None:
        """Hooks let go."""
        for activity in self.yard.begun()[-3:]:
            for action in self.yard.actions(activity.scaling_activity_id):
                if action.lifecycle_action_status == "Pending":
                    self.attempt(self.yard.complete, action, result)

    @rule(seconds=st.integers(1, 400))
    def pass_time(self, seconds: int) -> None:
        """Time passes."""
        self.yard.advance(seconds)

    @rule()
    def restart(self) -> None:
        """The service starts again from its journal."""
        before = self.yard.rehearsal.state
        self.yard.rehearsal.restart()
        after = self.yard.rehearsal.state
        assert after == before
        group, again = (state.groups[self.yard.group] for state in (before, after))
        assert again.roster.first_to_go(99) == group.roster.first_to_go(99)
        assert again.roster.places + again.roster.counts == group.roster.places + group.roster.counts
        assert again.roster.ailing == group.roster.ailing

    @invariant()
    def the_roster_is_right(self) -> None:
        """It counts what is there."""
        group = self.yard.rehearsal.state.groups[self.yard.group]
        states = [instance.lifecycle_state for instance in group.instances.values()]
        assert {state: states.count(state) for state in set(states)} == +group.roster.counts
        assert group.roster.places.total() == sum(
            state not in ("Removing", "Removing:Wait", "Stopped") for state in states
        )

    @invariant()
    def nobody_is_in_a_group_and_outside(self) -> None:
        """An instance is in one place."""
        state = self.yard.rehearsal.state
        assert not state.known_instances.keys() & state.catalogue.instances.things.keys()

    def teardown(self) -> None:
        """When all is quiet, addresses and weights are what the states say."""
        if not hasattr(self, "yard"):
            return
        for _ in range(40):
            self.yard.advance(400)
        group = self.yard.rehearsal.state.groups[self.yard.group]
        assert group.running == {}
        here = group.instances.values()
        assert {i.lifecycle_state for i in here} <= LET_IN | {"Stopped"}
        serving = [i for i in here if i.lifecycle_state in LET_IN]
        assert self.whitelist() == {i.private_ip_address for i in serving}
        resting = {i.instance_id for i in serving if i.lifecycle_state == "Standby"}
        weights = self.back_end()
        assert weights.keys() == {i.instance_id for i in serving}
        assert {name for name, weight in weights.items() if not weight} == resting

    def whitelist(self) -> set[str]:
        """The addresses that the database was asked to let in."""
        addresses: set[str] = set()
        for command in self.yard.rehearsal.sent:
            if isinstance(command, AddAddressesToWhitelists):
                addresses.update(command.addresses)
            if isinstance(command, RemoveAddressesFromWhitelists):
                addresses.difference_update(command.addresses)
        return addresses

    def back_end(self) -> dict[str, int]:
        """The weights that the balancer was asked to give."""
        weights: dict[str, int] = {}
        for command in self.yard.rehearsal.sent:
            if isinstance(command, AddInstancesToBackEnds):
                weights.update(command.weights)
            if isinstance(command, SetWeightsInBackEnds):
                weights.update({i: w for i, w in command.weights.items() if i in weights})
            if isinstance(command, RemoveInstancesFromBackEnds):
                for instance_id in command.instance_ids:
                    weights.pop(instance_id, None)
        return weights


TestInstances = Instances.TestCase
TestInstances.settings = settings(max_examples=tries(15), stateful_step_count=30)
TestInstances.__doc__ = "Whitelists and back ends are what the states of the instances say."
