"""What tasks can do, and what they need to be allowed."""

import json
from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import Field

from scalehook_contracts.access_control.refusals import ExplainAccess, Explanation
from scalehook_contracts.base import Command, Listed, Part, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.oos import AssumeRoleNotExist
from scalehook_contracts.errors.ram import NoSuchPrincipal
from scalehook_contracts.numbers import Int64
from scalehook_contracts.template_engine.base import OosOperation


class ActionView(Part):
    """An action; the version only of those that are templates."""

    action_type: str
    oos_action_name: str = Field(alias="OOSActionName")
    description: str = ""
    created_date: str = ""
    template_version: str | None = None
    properties: str = "{}"  # JSON text
    popularity: Int64 = 10


class ActionList(Reply):
    """Some actions, and the token of the next page."""

    actions: list[ActionView] = Listed("Action")
    max_results: Int64
    next_token: str = ""


class ListActions(OosOperation[ActionList]):
    """Lists the actions that this engine knows, by name."""

    oos_action_name: str = Field("", alias="OOSActionName")  # part of it
    max_results: int = Field(50, ge=10, le=100)
    next_token: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """All actions."""
        return ["*"]


class ExecutionPolicy(Reply):
    """The policy that the role of an execution needs."""

    policy: str  # JSON text
    missing_policy: str = "[]"  # what a role lacks of it: a list in Python's notation


class GenerateExecutionPolicy(OosOperation[ExecutionPolicy]):
    """Says what the tasks of a template, and of those that it executes, must be allowed to call; and
    what of it `RamRole` may not do now.
    """

    asks_others: ClassVar[bool] = True

    ram_role: str = Field("", pattern=r"^[A-Za-z0-9.@_-]{0,64}$")
    template_name: str = ""
    template_content: str = ""  # instead of a name
    template_version: str = Field("", pattern=r"^(v[0-9]{1,3})?$")
    region_id: str = ""

    def resources(self) -> list[str]:
        """The template; of one that has no name, all of them."""
        return [f"template/{self.template_name or '*'}"]

    def questions(self, reply: Any) -> list[Command[Any]]:
        """Whether the role may do it, action by action."""
        if not self.ram_role:
            return []
        principal = f"role/{self.ram_role}"
        return [
            ExplainAccess(principal=principal, action=action, resource="*")
            for action in _actions(reply.policy)
        ]

    def completed(self, reply: Any, answers: list[Reply | ApiError]) -> ExecutionPolicy:
        """What it may not, service by service."""
        missing: dict[str, list[str]] = {}
        for action, answer in zip(_actions(reply.policy), answers, strict=False):
            if isinstance(answer, NoSuchPrincipal):
                raise AssumeRoleNotExist(name=self.ram_role)
            if isinstance(answer, ApiError):
                raise answer
            if isinstance(answer, Explanation) and not answer.allowed:
                missing.setdefault(action.partition(":")[0], []).append(action)
        entries = [
            {"Action": actions, "ServiceName": service, "Resources": "*"}
            for service, actions in missing.items()
        ]
        return ExecutionPolicy(policy=reply.policy, missing_policy=str(entries))


def _actions(policy: str) -> Iterator[str]:
    for statement in json.loads(policy)["Statement"]:
        yield from statement["Action"]
