"""What tasks can do, and what they need to be allowed."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import Listed, Part, Reply
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
    missing_policy: str = "[]"


class GenerateExecutionPolicy(OosOperation[ExecutionPolicy]):
    """Says what the tasks of a template, and of those that it executes, must be allowed to call."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"RamRole"})

    template_name: str = ""
    template_content: str = ""  # instead of a name
    template_version: str = Field("", pattern=r"^(v[0-9]{1,3})?$")
    region_id: str = ""

    def resources(self) -> list[str]:
        """The template; of one that has no name, all of them."""
        return [f"template/{self.template_name or '*'}"]
