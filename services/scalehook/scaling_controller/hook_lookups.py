"""Finds the hook that a request names, or refuses with that operation's own words."""

from dataclasses import dataclass

from scalehook.scaling_controller.lookups import group_of
from scalehook.scaling_controller.state import Hook, State
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import (
    InvalidLifecycleHookIdNotExist,
    InvalidLifecycleHookNameNotExist,
    InvalidParamter,
)
from scalehook_contracts.errors.scaling_hooks import InvalidHookValue, NoHookOfThisId, NoHookOfThisName
from scalehook_contracts.scaling_controller.hooks import HookReference


@dataclass(frozen=True, slots=True)
class Refusals:
    """The documented errors of one operation: no such id, no such name, and neither given."""

    id: type[ApiError]
    name: type[ApiError]
    neither: type[ApiError]


MODIFYING = Refusals(InvalidLifecycleHookIdNotExist, InvalidLifecycleHookNameNotExist, InvalidParamter)
DELETING = Refusals(NoHookOfThisId, NoHookOfThisName, InvalidHookValue)


def hook_of(reference: HookReference, state: State, refusals: Refusals) -> Hook:
    """The hook with this id, or else of this group and name."""
    if reference.lifecycle_hook_id:
        hook = state.hooks.get(reference.lifecycle_hook_id)
        if hook is None:
            raise refusals.id()
        return hook
    if not (reference.scaling_group_id and reference.lifecycle_hook_name):
        raise refusals.neither()
    hook = group_of(reference.scaling_group_id, state).hooks.get(reference.lifecycle_hook_name)
    if hook is None:
        raise refusals.name()
    return hook
