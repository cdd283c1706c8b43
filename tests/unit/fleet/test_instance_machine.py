"""Whatever is done with instances in whichever order: each has one status, and is found by it."""

from collections import Counter
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from scalehook.fleet.state import State
from scalehook.fleet.state.register import places
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instance_attributes import ModifyInstanceAttribute
from scalehook_contracts.fleet.instance_deletion import DeleteInstance
from scalehook_contracts.fleet.instance_power import (
    RebootInstance,
    StartInstances,
    StopInstance,
)
from scalehook_contracts.fleet.instance_tags import TagResources
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstanceStartBegun,
    InstanceStopBegun,
    InstanceStopped,
    ParkInstances,
    ReleaseInstances,
    ResumeInstances,
)
from support.fleet import REGION, Fleet
from support.thoroughness import tries

LONGEST = 3 + 5 + 4  # seconds that an instance may be on its way: made, started, stopped
AFTER: dict[type, tuple[str, set[str]]] = {  # what follows an event, and what may have been before
    InstanceStartBegun: ("Starting", {"Pending", "Starting", "Running", "Stopping", "Stopped"}),
    InstanceRunning: ("Running", {"Starting", "Running"}),
    InstanceStopBegun: ("Stopping", {"Pending", "Starting", "Running", "Stopping"}),
    InstanceStopped: ("Stopped", {"Pending", "Stopping", "Stopped"}),
}
MANY = st.lists(st.integers(0, 9), min_size=1, max_size=3)


class Instances(RuleBasedStateMachine):
    """Users and scaling activities do as they like."""

    def __init__(self) -> None:
        super().__init__()
        self.fleet = Fleet.with_settings(creation_seconds=3, start_up_seconds=5, stop_seconds=4)
        self.told: dict[str, str] = {}  # the status of each, by the events alone
        self.heard = 0

    @rule(amount=st.integers(1, 3), by_hand=st.booleans())
    def make(self, amount: int, by_hand: bool) -> None:
        if by_hand:
            self.fleet.run(amount, v_switch_id="vsw-1")
        else:
            self.fleet.launch(amount, instance_name="web[1,2]", v_switch_ids=["vsw-2"])

    @rule()
    def create(self) -> None:
        self.fleet.create()

    @precondition(lambda self: self.told)
    @rule(which=MANY, force=st.booleans())
    def stop(self, which: list[int], force: bool) -> None:
        mode = "StopCharging" if force else ""
        for instance_id in self.some(which):
            self.attempt(StopInstance(instance_id=instance_id, force_stop=force, stopped_mode=mode))

    @precondition(lambda self: self.told)
    @rule(which=MANY, policy=st.sampled_from(["AllTogether", "SuccessFirst"]))
    def start(self, which: list[int], policy: str) -> None:
        ids = self.some(which)
        self.attempt(StartInstances(region_id=REGION, instance_ids=ids, batch_optimization=policy))

    @precondition(lambda self: self.told)
    @rule(which=MANY)
    def reboot(self, which: list[int]) -> None:
        self.attempt(RebootInstance(instance_id=self.some(which)[0]))

    @precondition(lambda self: self.told)
    @rule(which=MANY, kind=st.sampled_from([ParkInstances, ResumeInstances, ReleaseInstances]))
    def scale(self, which: list[int], kind: Any) -> None:
        self.fleet.ask(kind(instance_ids=self.some(which), scaling_activity_id="asa-2"))

    @precondition(lambda self: self.told)
    @rule(which=MANY, force=st.booleans())
    def delete(self, which: list[int], force: bool) -> None:
        self.attempt(DeleteInstance(instance_id=self.some(which)[0], force=force))

    @precondition(lambda self: self.told)
    @rule(which=MANY, name=st.sampled_from(["web-1", "web-2"]))
    def change(self, which: list[int], name: str) -> None:
        ids = self.some(which)
        for instance_id in ids:
            self.fleet.ask(ModifyInstanceAttribute(instance_id=instance_id, instance_name=name))
        given = {"region_id": REGION, "resource_type": "instance", "resource_ids": ids}
        self.fleet.ask(TagResources(**given, tags=[InstanceTag(key="name", value=name)]))

    @rule(seconds=st.integers(0, 6))
    def wait(self, seconds: int) -> None:
        self.fleet.advance(seconds)

    @rule()
    def restart(self) -> None:
        self.fleet.rehearsal.restart()

    @rule()
    def arrive(self) -> None:
        """After the longest way nothing is on its way any more."""
        self.fleet.advance(LONGEST)
        assert {each.status for each in self.fleet.state.instances.values()} <= {"Running", "Stopped"}

    @invariant()
    def the_events_say_it_all(self) -> None:
        """What they tell is possible, and is how things stand."""
        for event in self.fleet.rehearsal.recorded[self.heard :]:
            self.hear(event)
        self.heard = len(self.fleet.rehearsal.recorded)
        assert self.told == {key: each.status for key, each in self.fleet.state.instances.items()}

    @invariant()
    def the_register_follows_from_the_instances(self) -> None:
        """As one that is made anew of them."""
        state = self.fleet.state
        anew = State(instances=state.instances).register
        shelves, others = state.register.shelves, anew.shelves
        assert {k: set(v) for k, v in shelves._shelves.items()} == {
            k: set(v) for k, v in others._shelves.items()
        }
        assert list(state.register.names) == list(anew.names)
        assert +state.register.occupied == +anew.occupied
        assert set(state.register.born(0, 1e12)) == state.instances.keys()

    @invariant()
    def nobody_shares_an_address(self) -> None:
        """And stock is counted right."""
        made = [each.created for each in self.fleet.state.instances.values()]
        assert len({each.private_ip_address for each in made}) == len(made)
        holding = [each for each in self.fleet.state.instances.values() if each.holds_stock]
        counted = Counter(
            place
            for each in holding
            for place in places(each.created.instance_type, each.created.zone_id)
        )
        assert +self.fleet.state.register.occupied == counted

    def hear(self, event: Any) -> None:
        if isinstance(event, InstanceCreated):
            self.told[event.instance_id] = event.status
        elif isinstance(event, InstanceReleased):
            del self.told[event.instance_id]
        elif (after := AFTER.get(type(event))) is not None:
            for instance_id in getattr(event, "instance_ids", None) or [event.instance_id]:
                assert self.told[instance_id] in after[1], (event, self.told)
                self.told[instance_id] = after[0]

    def some(self, which: list[int]) -> list[str]:
        ids = list(self.told)
        return list(dict.fromkeys(ids[number % len(ids)] for number in which))

    def attempt(self, command: Any) -> None:
        """It is done, or refused and nothing has happened."""
        before = len(self.fleet.rehearsal.recorded)
        try:
            self.fleet.ask(command)
        except ApiError as refusal:
            assert refusal.code.startswith("IncorrectInstanceStatus")
            assert len(self.fleet.rehearsal.recorded) == before


Instances.TestCase.settings = settings(max_examples=tries(15), stateful_step_count=25)
TestInstances = Instances.TestCase
