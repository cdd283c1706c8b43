"""Finds what a request names, or refuses as documented."""

from collections.abc import Sequence

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Action, Activity, Configuration, Group, Rule, State
from scalehook.scaling_controller.state.logbook import ended_at
from scalehook_contracts.errors.common import InvalidParameter, MissingParameter
from scalehook_contracts.errors.scaling import (
    IncorrectScalingGroupStatus,
    InvalidRegionIdNotFound,
    InvalidScalingConfigurationIdNotFound,
    InvalidScalingGroupIdNotFound,
    InvalidScalingRuleAriNotFound,
    NoSuchLifecycleAction,
)
from scalehook_contracts.errors.scaling_rules import InvalidScalingRuleIdNotFound

DAY = 86_400


def check_region(region_id: str, work: Work[State, Settings]) -> None:
    """Only the region that this cloud plays exists."""
    if region_id and region_id != work.settings.region:
        raise InvalidRegionIdNotFound()


def group_of(group_id: str, state: State) -> Group:
    """The group with this id."""
    group = state.groups.get(group_id)
    if group is None:
        raise InvalidScalingGroupIdNotFound()
    return group


def configuration_of(configuration_id: str, state: State) -> tuple[Group, Configuration]:
    """The configuration with this id, and its group."""
    configuration = state.catalogue.configurations.things.get(configuration_id)
    if configuration is None:
        raise InvalidScalingConfigurationIdNotFound()
    return state.groups[configuration.request.scaling_group_id], configuration


def changeable(group: Group) -> Group:
    """The group, if it is not being deleted."""
    if group.deleting:
        raise IncorrectScalingGroupStatus()
    return group


def required(name: str, given: Sequence[object]) -> None:
    """A list that the documents ask for has something in it."""
    if not given:
        raise MissingParameter(name=name)


def rule_of(ari: str, work: Work[State, Settings]) -> tuple[Group, Rule]:
    """The rule with this ARI, and its group."""
    rule_id = ari.removeprefix(rule_ari("", work))
    rule = work.state.catalogue.rules.things.get(rule_id)
    if rule is None or rule_id == ari:
        raise InvalidScalingRuleAriNotFound()
    return work.state.groups[rule.request.scaling_group_id], rule


def rule_by_id(rule_id: str, state: State) -> Rule:
    """The rule with this id."""
    rule = state.catalogue.rules.things.get(rule_id)
    if rule is None:
        raise InvalidScalingRuleIdNotFound()
    return rule


def rule_ari(rule_id: str, work: Work[State, Settings]) -> str:
    """`ari:acs:ess:cn-hangzhou:1234567890123456:scalingrule/asr-…`."""
    settings = work.settings
    return f"ari:acs:ess:{settings.region}:{settings.account_id}:scalingrule/{rule_id}"


def activity_of(activity_id: str, work: Work[State, Settings]) -> Activity:
    """The activity with this id, unless it is history."""
    activity = work.state.activities.get(activity_id)
    if activity is None or ended_at(activity) < shown_since(work):
        raise InvalidParameter(name="ScalingActivityId")
    return activity


def shown_since(work: Work[State, Settings]) -> float:
    """What has ended before is history."""
    return work.now.timestamp() - work.settings.history_days * DAY


def action_of(hook_id: str, token: str, state: State) -> tuple[Activity, Action]:
    """The action with this token, if it is this hook's; it may have ended."""
    activity = state.catalogue.activities.get(token)
    if activity is None or activity.actions[token].hook_id != hook_id:
        raise NoSuchLifecycleAction()
    return activity, activity.actions[token]
