"""Makes what an init file asks for, by the API's own operations: whatever they refuse has its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from scalehook.blueprint.blueprint import Blueprint
from scalehook.blueprint.element import Element
from scalehook.blueprint.kinds import GROUPS, TOPICS
from scalehook.embedded.picture import Picture
from scalehook.kit import Requester
from scalehook.kit.api.operations import build
from scalehook.kit.documents import BadDocument, Problems, plain
from scalehook_contracts.access_control.policies import AttachPolicyToRole, AttachPolicyToUser
from scalehook_contracts.base import Command, Operation
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ram import (
    EntityAlreadyExistsRolePolicy,
    EntityAlreadyExistsUserPolicy,
)
from scalehook_contracts.scaling_controller.described_configurations import (
    DescribeScalingConfigurations,
)
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups, EnableScalingGroup
from scalehook_contracts.shape import shape

SOURCES = ("LaunchTemplateId", "InstanceId")  # of instances, where a group has no configuration
ATTACHED = (EntityAlreadyExistsRolePolicy, EntityAlreadyExistsUserPolicy)


class Restorable(Protocol):
    """A stack that can be as it was."""

    async def snapshot(self) -> Picture:
        """All as it is."""

    async def restore(self, picture: Picture) -> None:
        """All as it was."""


@dataclass
class Outcome:
    """What was made, and what was there already by its name and is left as it is."""

    made: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{len(self.made)} made"
        there = f", {len(self.found)} there already, and left as they are"
        return told + there if self.found else told


async def apply(
    blueprint: Blueprint, bus: Requester, region: str, stack: Restorable | None = None
) -> Outcome:
    """Make all of it; BadDocument with all that is refused, each with its line. A `stack` is then as it
    was before.
    """
    before = None if stack is None else await stack.snapshot()
    maker = _Maker(bus, region, Problems(blueprint.name), blueprint)
    for element in blueprint.elements:
        await maker.make(element)
    try:
        maker.problems.raise_any()
    except BadDocument:
        if stack is not None and before is not None:
            await stack.restore(before)
        raise
    return maker.outcome


@dataclass
class _Maker:
    bus: Requester
    region: str
    problems: Problems
    blueprint: Blueprint
    outcome: Outcome = field(default_factory=Outcome)

    async def make(self, element: Element, parent: Mapping[str, str] | None = None) -> None:
        """With all that is in it; nothing of that where it is refused itself."""
        kind = element.kind
        given = {"RegionId": self.region, **(parent or {}), **plain(element.given)}
        try:
            reply = await self.bus.call(_command(kind.operation, given))
        except kind.there:
            reply = None
        except ApiError as refused:
            self._refused(element, refused)
            return
        is_new = reply is not None and getattr(reply, "created", True)
        (self.outcome.made if is_new else self.outcome.found).append(str(element))
        await self._attach(element)
        inside = await self._inside(element, reply)
        for child in element.children:
            await self.make(child, inside)
        if kind is GROUPS and is_new and _is_to_be_enabled(element):
            await self._enable(element, inside)

    async def _inside(self, element: Element, reply: Any) -> dict[str, str]:
        """How what is in it names it."""
        if element.kind is TOPICS:
            return {"TopicName": element.name}
        if element.kind is not GROUPS:
            return {}
        if reply is None:
            asked = DescribeScalingGroups(region_id=self.region, scaling_group_names=[element.name])
            return {"ScalingGroupId": (await self.bus.call(asked)).scaling_groups[0].scaling_group_id}
        return {"ScalingGroupId": reply.scaling_group_id}

    async def _enable(self, element: Element, group: Mapping[str, str]) -> None:
        names = [each.name for each in element.children if each.kind.section == "configurations"]
        given = {"RegionId": self.region, **group}
        try:
            if names:
                given["ActiveScalingConfigurationId"] = await self._configuration(names[0], group)
            await self.bus.call(build(EnableScalingGroup, given))
        except ApiError as refused:
            self._refused(element, refused)

    async def _configuration(self, name: str, group: Mapping[str, str]) -> str:
        asked = build(
            DescribeScalingConfigurations,
            {"RegionId": self.region, **group, "ScalingConfigurationNames": [name]},
        )
        found = (await self.bus.call(asked)).scaling_configurations
        return str(found[0].scaling_configuration_id) if found else ""

    async def _attach(self, element: Element) -> None:
        own = {each.name for each in self.blueprint.elements if each.kind.section == "policies"}
        for mark, policy in element.policies:
            what = {"policy_type": "Custom" if policy in own else "System", "policy_name": policy}
            attach: Command[Any]
            if element.kind.noun == "role":
                attach = AttachPolicyToRole.model_validate({**what, "role_name": element.name})
            else:
                attach = AttachPolicyToUser.model_validate({**what, "user_name": element.name})
            try:
                await self.bus.call(attach)
            except ATTACHED:
                continue
            except ApiError as refused:
                self.problems.add(mark, f"{element}: {refused.code}: {refused.message}")

    def _refused(self, element: Element, refused: ApiError) -> None:
        self.problems.add(element.given.mark, f"{element}: {refused.code}: {refused.message}")


def _command(operation: type[Command[Any]], given: Mapping[str, Any]) -> Command[Any]:
    known = {field.alias for field in shape(operation).fields}
    fitting = {name: value for name, value in given.items() if name in known}
    if issubclass(operation, Operation):
        return build(operation, fitting)
    return operation.model_validate(fitting)


def _is_to_be_enabled(element: Element) -> bool:
    """Unless the file says so: where instances can come from somewhere."""
    if element.enabled is not None:
        return element.enabled
    configured = any(each.kind.section == "configurations" for each in element.children)
    return configured or any(source in element.given.values for source in SOURCES)
