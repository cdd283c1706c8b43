"""Scaling groups come, change and go in any order; what they are found by always is what they are."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.machine.machine import Machine
from scalehook.kit.shelves import Shelves
from scalehook.scaling_controller.service import SERVICE
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.group_deletion import DeleteScalingGroup
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    DisableScalingGroup,
    EnableScalingGroup,
    ModifyScalingGroup,
)
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook
from scalehook_contracts.scaling_controller.tags import GroupTag, TagResources, UntagResources
from support.scaling.cloud import REGION, Cloud
from support.scaling.templates import with_templates
from support.thoroughness import tries

OF_GROUPS = {"region_id": REGION, "resource_type": "scalinggroup"}
SIZES = st.integers(0, 3)
NAMES = st.sampled_from(["g1", "g2", "g3"])
KEYS = st.sampled_from(["a", "b"])
POLICIES = st.permutations(["OldestInstance", "NewestInstance", "OldestScalingConfiguration"])


class Groups(RuleBasedStateMachine):
    """A few groups of a few instances; requests that are refused change nothing."""

    @initialize()
    def begin(self) -> None:
        self.cloud = with_templates(Cloud())
        self.groups = [self.cloud.group]

    def ask(self, command: Any) -> Any:
        before = snapshot.dump(self.cloud.rehearsal.machine)
        try:
            return self.cloud.ask(command)
        except ApiError:
            assert snapshot.dump(self.cloud.rehearsal.machine) == before
            return None

    def one(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(self.groups))

    @rule(low=SIZES, high=SIZES, name=NAMES, key=KEYS, hooked=st.booleans())
    def create(self, low: int, high: int, name: str, key: str, hooked: bool) -> None:
        made = self.ask(
            CreateScalingGroup(
                region_id=REGION, min_size=low, max_size=high, scaling_group_name=name,
                launch_template_id="lt-1", tags=[GroupTag(key=key)],
            )
        )  # fmt: skip
        if made is not None:
            self.groups.append(made.scaling_group_id)
            if hooked:
                group = made.scaling_group_id
                self.ask(CreateLifecycleHook(scaling_group_id=group, lifecycle_transition="SCALE_OUT"))

    @rule(data=st.data(), low=SIZES, high=SIZES, name=NAMES, policies=POLICIES)
    def modify(self, data: st.DataObject, low: int, high: int, name: str, policies: list[Any]) -> None:
        self.ask(
            ModifyScalingGroup(
                scaling_group_id=self.one(data), min_size=low, max_size=high, scaling_group_name=name,
                removal_policies=policies,
            )
        )  # fmt: skip

    @rule(data=st.data(), size=SIZES, off=st.booleans())
    def expect(self, data: st.DataObject, size: int, off: bool) -> None:
        change: dict[str, Any] = (
            {"disable_desired_capacity": True} if off else {"desired_capacity": size}
        )
        self.ask(ModifyScalingGroup(scaling_group_id=self.one(data), **change))

    @rule(data=st.data(), key=KEYS, value=KEYS)
    def tag(self, data: st.DataObject, key: str, value: str) -> None:
        tags = [GroupTag(key=key, value=value)]
        self.ask(TagResources(**OF_GROUPS, resource_ids=[self.one(data)], tags=tags))

    @rule(data=st.data(), key=KEYS)
    def untag(self, data: st.DataObject, key: str) -> None:
        self.ask(UntagResources(**OF_GROUPS, resource_ids=[self.one(data)], tag_keys=[key]))

    @rule(data=st.data())
    def enable(self, data: st.DataObject) -> None:
        self.ask(EnableScalingGroup(scaling_group_id=self.one(data)))

    @rule(data=st.data())
    def disable(self, data: st.DataObject) -> None:
        self.ask(DisableScalingGroup(scaling_group_id=self.one(data)))

    @rule(data=st.data(), force=st.booleans())
    def delete(self, data: st.DataObject, force: bool) -> None:
        self.ask(DeleteScalingGroup(scaling_group_id=self.one(data), force_delete=force))

    @rule(seconds=st.sampled_from([1, 600]))
    def advance(self, seconds: int) -> None:
        self.cloud.advance(seconds)

    @invariant()
    def is_found_by_what_it_is(self) -> None:
        """The shelves are those that a state with these groups makes for itself."""
        machine = self.cloud.rehearsal.machine
        fresh = Machine(SERVICE, machine.settings)
        snapshot.restore(fresh, snapshot.dump(machine), message_types(SERVICE))
        assert fresh.state == machine.state
        now, again = machine.state.catalogue, fresh.state.catalogue
        for name in ("groups", "configurations", "rules", "instances"):
            assert _marked(getattr(now, name)) == _marked(getattr(again, name))
        assert list(now.tags.keys()) == list(again.tags.keys())
        assert now.activities.keys() == again.activities.keys()

    @invariant()
    def belongs_to_a_group(self) -> None:
        """Whatever there is; and no activity goes on in a group that is gone."""
        state = self.cloud.rehearsal.state
        things = [*state.hooks.values(), *state.activities.values()]
        assert {thing.group_id for thing in things} <= state.groups.keys()
        assert {i.group_id for i in state.catalogue.instances.things.values()} <= state.groups.keys()

    def teardown(self) -> None:
        """By force, all groups go, and nothing is left."""
        for group in list(self.cloud.rehearsal.state.groups.values()):
            if not group.deleting:
                self.cloud.ask(DeleteScalingGroup(scaling_group_id=group.group_id, force_delete=True))
        for _ in range(9):
            self.cloud.advance(21_600)
        state = self.cloud.rehearsal.state
        assert not (state.groups or state.hooks or state.activities or state.ended)
        assert not self.cloud.rehearsal.machine.timers


def _marked(shelves: Shelves[Any]) -> dict[Any, set[str]]:
    return {mark: set(shelf) for mark, shelf in shelves._shelves.items()}


TestGroups = Groups.TestCase
TestGroups.settings = settings(max_examples=tries(15), stateful_step_count=25)
