"""Which hooks a caller wants left out, given as JSON text."""

from pydantic import ValidationError

from scalehook.scaling_controller.activities import ALL_HOOKS
from scalehook.scaling_controller.state import Group
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.scaling_controller.activities import LifecycleHookContext


def read(text: str, group: Group) -> LifecycleHookContext:
    """What the text says; the hooks that it names are the group's. Without it, no hook is left out."""
    if not text:
        return ALL_HOOKS
    try:
        context = LifecycleHookContext.model_validate(parse_json(text))
    except (NotPlain, ValidationError) as problem:
        raise InvalidParameter(name="LifecycleHookContext") from problem
    known = {hook.hook_id for hook in group.hooks.values()}
    if not known.issuperset(context.ignored_lifecycle_hook_ids):
        raise InvalidParameter(name="LifecycleHookContext")
    return context
