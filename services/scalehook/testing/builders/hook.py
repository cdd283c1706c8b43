"""A lifecycle hook."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scalehook.testing.asking import ask
from scalehook.testing.builders.handle import Handle
from scalehook_contracts.errors.scaling_hooks import NoHookOfThisId
from scalehook_contracts.scaling_controller.hooks import (
    CreateLifecycleHook,
    DeleteLifecycleHook,
    DescribeLifecycleHooks,
    LifecycleHookView,
    ModifyLifecycleHook,
)

if TYPE_CHECKING:
    from scalehook.testing.builders.action import Action
    from scalehook.testing.builders.group import Group


@dataclass(frozen=True)
class Hook(Handle):
    """`group.hook("SCALE_OUT", to=queue)`."""

    group: "Group"

    @classmethod
    def make(
        cls, group: "Group", transition: str, receiver: object, metadata: object, **parameters: Any
    ) -> "Hook":
        """`receiver` is a handle with an ARN, or an ARN; `metadata` a text, or what JSON can say."""
        made = ask(
            group.cloud,
            CreateLifecycleHook,
            scaling_group_id=group.id,
            lifecycle_transition=transition,
            notification_arn=getattr(receiver, "arn", receiver),
            notification_metadata=_text(metadata),
            **parameters,
        )
        return cls(group.cloud, made.lifecycle_hook_id, group)

    @property
    def view(self) -> LifecycleHookView:
        """As DescribeLifecycleHooks describes it."""
        found = self._ask(DescribeLifecycleHooks, lifecycle_hook_ids=[self.id]).lifecycle_hooks
        if not found:
            raise NoHookOfThisId()
        return found[0]

    @property
    def name(self) -> str:
        """Given, or made up."""
        return self.view.lifecycle_hook_name

    @property
    def actions(self) -> "list[Action]":
        """Those that it holds instances with, the first deadline first."""
        return [action for action in self.group.waiting if action.hook_id == self.id]

    def modify(self, **parameters: Any) -> None:
        """Change it: `heartbeat_timeout=60`, `lifecycle_hook_status="InActive"`."""
        self._ask(ModifyLifecycleHook, lifecycle_hook_id=self.id, **parameters)

    def delete(self) -> None:
        """Its waits end."""
        self._ask(DeleteLifecycleHook, lifecycle_hook_id=self.id)
        self.cloud.quiet()


def _text(metadata: object) -> str | None:
    if metadata is None or isinstance(metadata, str):
        return metadata
    if not isinstance(metadata, Mapping | list):
        raise TypeError(f"metadata is a text, or an object for JSON: not {metadata!r}")
    return json.dumps(metadata)
