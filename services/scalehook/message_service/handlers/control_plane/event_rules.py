"""Event rules: kept and described."""

from scalehook.kit import Work
from scalehook.message_service.client_tokens import remember, was_done
from scalehook.message_service.pages.by_number import Found, Section, page_of
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook.message_service.state.control_plane import ControlPlaneFacts, rule_key
from scalehook.message_service.timestamps import seconds
from scalehook_contracts.errors.common import MissingNamedParameter
from scalehook_contracts.errors.mns import ArgumentNotValid, EventRuleAlreadyExist, EventRuleNotExist
from scalehook_contracts.message_service.control_plane.base import ControlPlaneReply, Told
from scalehook_contracts.message_service.control_plane.event_rules import (
    CreateEventRule,
    DeleteEventRule,
    EventRuleAnswer,
    EventRuleList,
    EventRulePage,
    EventRuleView,
    GetEventRule,
    ListEventRules,
)
from scalehook_contracts.message_service.control_plane_events import EventRuleCreated, EventRuleDeleted


def create_event_rule(command: CreateEventRule, work: Work[State, Settings]) -> Told:
    """The same rule may be made again."""
    if was_done(command, command.client_token, work):
        return Told(data=command.rule_name)
    wanted = _wanted(command, seconds(work.now))
    known = work.state.control_plane.rules.get(rule_key(command.product_name, command.rule_name))
    if known is None:
        work.record(wanted)
    elif known.model_copy(update={"create_time": wanted.create_time}) != wanted:
        raise EventRuleAlreadyExist()
    remember(command, command.client_token, work)
    return Told(data=command.rule_name)


def get_event_rule(command: GetEventRule, work: Work[State, Settings]) -> EventRuleAnswer:
    """As it was made."""
    known = work.state.control_plane.rules.get(rule_key(command.product_name, command.rule_name))
    if known is None:
        raise EventRuleNotExist()
    return EventRuleAnswer(data=_view(known))


def list_event_rules(command: ListEventRules, work: Work[State, Settings]) -> EventRuleList:
    """One page, by its number or by the token of the one before."""
    rules = work.state.control_plane.rules
    asked = command.model_copy(update={"page_num": _number(command), "page_size": _size(command)})
    keys, page = page_of(_found(command, work.state.control_plane), asked)
    is_last = page["page_num"] >= page["pages"]
    answer = EventRulePage(
        page_data=[_view(rules[key]) for key in keys],
        max_results=asked.page_size,
        next_token="" if is_last else str(asked.page_num + 1),
        **page,
    )
    return EventRuleList(data=answer)


def delete_event_rule(command: DeleteEventRule, work: Work[State, Settings]) -> ControlPlaneReply:
    """What is not there is no error."""
    names = {"product_name": command.product_name, "rule_name": command.rule_name}
    if rule_key(**names) in work.state.control_plane.rules:
        work.record(EventRuleDeleted(**names))
    return ControlPlaneReply()


def _wanted(command: CreateEventRule, now: int) -> EventRuleCreated:
    single = [] if command.endpoint is None else [command.endpoint]
    endpoints = single + [one for one in command.endpoints if one not in single]
    if not endpoints:
        raise MissingNamedParameter(name="Endpoint")
    return EventRuleCreated(
        product_name=command.product_name,
        rule_name=command.rule_name,
        delivery_mode=command.delivery_mode,
        event_types=command.event_types,
        match_rules=command.match_rules,
        endpoints=endpoints,
        create_time=now,
    )


def _view(rule: EventRuleCreated) -> EventRuleView:
    first = rule.endpoints[0]
    return EventRuleView(
        rule_name=rule.rule_name,
        delivery_mode=rule.delivery_mode or None,
        endpoint=first,
        event_types=rule.event_types,
        match_rules=[
            [dict(one.model_dump(by_alias=True)) for one in group] for group in rule.match_rules
        ],
        subscriptions=rule.endpoints,
        topic_name=next(iter(_topics(rule)), None),
    )


def _topics(rule: EventRuleCreated) -> list[str]:
    return [one.endpoint_value for one in rule.endpoints if one.endpoint_type == "topic"]


def _found(command: ListEventRules, known: ControlPlaneFacts) -> Found[str]:
    """Only of what their names do not tell is each rule asked."""
    product, name = command.product_name, command.rule_name
    section = Section(known.rule_keys, rule_key(product, name) if product else "")
    if not (command.topic_name or command.subscription or (name and not product)):
        return section
    return [key for key in section if _fits(known.rules[key], command)]


def _fits(rule: EventRuleCreated, command: ListEventRules) -> bool:
    return (
        rule.rule_name.startswith(command.rule_name)
        and (not command.topic_name or command.topic_name in _topics(rule))
        and (command.subscription is None or command.subscription in rule.endpoints)
    )


def _number(command: ListEventRules) -> int:
    """A token is the number of the page that it asks for."""
    token = command.next_token
    if not token:
        return command.page_num
    if not (token.isascii() and token.isdecimal() and len(token) < 10):
        raise ArgumentNotValid(name="NextToken")
    return max(int(token), 1)


def _size(command: ListEventRules) -> int:
    return command.page_size if command.max_results is None else command.max_results
