"""One warning: what is wrong with which hook, and a call that changes it."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel

from scalehook_contracts.scaling_controller.hooks import LifecycleHookView


class Change(BaseModel):
    """A call that does away with it; what only the user knows is left out."""

    product: str
    operation: str
    parameters: dict[str, Any]


class Warned(BaseModel):
    """`kind` names the text, into which `args` go. `level`: a note needs no change. `about` is what it
    is about beside the hook, by its kind and name.
    """

    kind: str
    level: Literal["warning", "note"]
    hook_id: str
    hook_name: str
    group_id: str
    args: dict[str, Any]
    change: Change | None = None
    about: dict[str, str] = {}


def warned(
    hook: LifecycleHookView,
    kind: str,
    args: Mapping[str, Any],
    change: Change | None = None,
    *,
    level: Literal["warning", "note"] = "warning",
    about: tuple[str, str] | None = None,
) -> Warned:
    """Of this hook."""
    return Warned(
        kind=kind,
        level=level,
        hook_id=hook.lifecycle_hook_id,
        hook_name=hook.lifecycle_hook_name,
        group_id=hook.scaling_group_id,
        args=dict(args),
        change=change,
        about={"kind": about[0], "name": about[1]} if about else {},
    )


def modify(hook: LifecycleHookView, **parameters: Any) -> Change:
    """The hook itself is changed."""
    named = {"LifecycleHookId": hook.lifecycle_hook_id, **parameters}
    return Change(product="Ess", operation="ModifyLifecycleHook", parameters=named)
