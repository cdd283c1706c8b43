"""Which hooks a caller wants left out."""

from scalehook.scaling_controller.state import Group
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.scaling_controller.activities import LifecycleHookContext


def checked(context: LifecycleHookContext, group: Group) -> LifecycleHookContext:
    """The context, if the hooks that it names are the group's."""
    known = {hook.hook_id for hook in group.hooks.values()}
    if not known.issuperset(context.ignored_lifecycle_hook_ids):
        raise InvalidParameter(name="LifecycleHookContext")
    return context
