"""Finds what a request names, or refuses as documented."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Action, Activity, Group, Hook, Rule, State
from scalehook_contracts.errors.scaling import (
    InvalidLifecycleHookIdNotExist,
    InvalidLifecycleHookNameNotExist,
    InvalidParamter,
    InvalidRegionIdNotFound,
    InvalidScalingGroupIdNotFound,
    InvalidScalingRuleAriNotFound,
    NoSuchLifecycleAction,
)
from scalehook_contracts.scaling_controller.hooks import HookReference


def check_region(region_id: str, work: Work[State, Settings]) -> None:
    """Only the region that this cloud plays exists."""
    if region_id and region_id != work.settings.region:
        raise InvalidRegionIdNotFound(region=work.settings.region)


def group_of(group_id: str, state: State) -> Group:
    """The group with this id."""
    group = state.groups.get(group_id)
    if group is None:
        raise InvalidScalingGroupIdNotFound()
    return group


def rule_of(ari: str, work: Work[State, Settings]) -> tuple[Group, Rule]:
    """The rule with this ARI, and its group."""
    rule_id = ari.removeprefix(rule_ari("", work))
    group = work.state.groups.get(work.state.places.get(rule_id, ""))
    if group is None or rule_id == ari or rule_id not in group.rules:
        raise InvalidScalingRuleAriNotFound()
    return group, group.rules[rule_id]


def rule_ari(rule_id: str, work: Work[State, Settings]) -> str:
    """`ari:acs:ess:cn-hangzhou:1234567890123456:scalingrule/asr-…`."""
    settings = work.settings
    return f"ari:acs:ess:{settings.region}:{settings.account_id}:scalingrule/{rule_id}"


def hook_of(reference: HookReference, state: State) -> Hook:
    """The hook with this id, or else of this group and name."""
    if reference.lifecycle_hook_id:
        hook = state.hooks.get(reference.lifecycle_hook_id)
        if hook is None:
            raise InvalidLifecycleHookIdNotExist()
        return hook
    if not (reference.scaling_group_id and reference.lifecycle_hook_name):
        raise InvalidParamter()
    group = group_of(reference.scaling_group_id, state)
    named = [state.hooks[hook_id] for hook_id in group.hook_ids]
    for hook in named:
        if hook.name == reference.lifecycle_hook_name:
            return hook
    raise InvalidLifecycleHookNameNotExist()


def action_of(hook_id: str, token: str, state: State) -> tuple[Activity, Action]:
    """The action with this token, if it is this hook's; it may have ended."""
    activity = state.activities.get(state.places.get(token, ""))
    if activity is None or activity.actions[token].hook_id != hook_id:
        raise NoSuchLifecycleAction()
    return activity, activity.actions[token]
