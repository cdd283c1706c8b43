"""Targets of rules."""

from scalehook.event_bus import delivering
from scalehook.event_bus.givers import giver
from scalehook.event_bus.lookups import find_bus, find_rule, start_of
from scalehook.event_bus.reading import read_targets, read_texts
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import Rule, State
from scalehook.event_bus.views import target_view
from scalehook.kit import Work
from scalehook_contracts.errors.eventbridge import EventRuleTargetNotExisted, InvalidArgument
from scalehook_contracts.event_bus.targets import (
    MOST_TARGETS,
    DeleteTargets,
    EntriesAnswer,
    FailedEntries,
    FailedEntry,
    ListTargets,
    PutTargets,
    TargetList,
    TargetPage,
    TargetsDeleted,
    TargetsPut,
)


def put_targets(command: PutTargets, work: Work[State, Settings]) -> EntriesAnswer:
    """All of them, or none; a rule has five at most."""
    rule = find_rule(command.event_bus_name, command.rule_name, work.state)
    targets = read_targets(command.targets, "Targets")
    if len(rule.targets.keys() | {target.id for target in targets}) > MOST_TARGETS:
        raise InvalidArgument(f"The argument Targets is invalid: more than {MOST_TARGETS} targets.")
    work.record(
        TargetsPut(
            event_bus_name=rule.bus_name,
            rule_name=rule.name,
            targets=targets,
            caller=giver(work),
            session_policy=command.session_policy,
        )
    )
    for target in targets:
        delivering.go_on((rule.bus_name, rule.name, target.id), work)
    return _entries([])


def list_targets(command: ListTargets, work: Work[State, Settings]) -> TargetList:
    """One page: by rule, and in the order in which they came to it."""
    fit = [
        (rule, each)
        for rule in _rules(command, work.state)
        for each in rule.targets.values()
        if command.arn in ("", each.endpoint)
    ]
    start = start_of(command.next_token)
    end = start + command.limit
    views = [target_view(target, rule) for rule, target in fit[start:end]]
    token = str(end) if end < len(fit) else ""
    return TargetList(data=TargetPage(targets=views, next_token=token, total=len(fit)))


def delete_targets(command: DeleteTargets, work: Work[State, Settings]) -> EntriesAnswer:
    """Those that are there; the others are named."""
    rule = find_rule(command.event_bus_name, command.rule_name, work.state)
    ids = list(dict.fromkeys(read_texts(command.target_ids, "TargetIds")))
    there = [each for each in ids if each in rule.targets]
    if there:
        gone = TargetsDeleted(event_bus_name=rule.bus_name, rule_name=rule.name, target_ids=there)
        work.record(gone)
    delivering.drop_held([(rule.bus_name, rule.name, each) for each in there], work)
    return _entries([each for each in ids if each not in there])


def _rules(command: ListTargets, state: State) -> list[Rule]:
    if command.rule_name:
        return [find_rule(command.event_bus_name, command.rule_name, state)]
    bus = find_bus(command.event_bus_name, state)
    return [bus.rules[name] for name in bus.rule_names]


def _entries(unknown: list[str]) -> EntriesAnswer:
    error = EventRuleTargetNotExisted()
    entries = [
        FailedEntry(entry_id=each, error_code=error.code, error_message=error.message)
        for each in unknown
    ]
    return EntriesAnswer(data=FailedEntries(error_entries_count=len(entries), error_entries=entries))
