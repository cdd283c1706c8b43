"""How buses, rules, targets and traces are shown."""

from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import Bus, KeptEvent, Rule, Trace
from scalehook_contracts.event_bus.buses import EventBusView
from scalehook_contracts.event_bus.events import TraceView
from scalehook_contracts.event_bus.rules import RuleView
from scalehook_contracts.event_bus.targets import EventTarget, TargetView
from scalehook_contracts.event_bus.traced import TracedEvent


def bus_arn(name: str, settings: Settings) -> str:
    """`acs:eventbridge:REGION:ACCOUNT:eventbus/NAME`."""
    return f"acs:eventbridge:{settings.region}:{settings.account_id}:eventbus/{name}"


def rule_arn(bus_name: str, name: str, settings: Settings) -> str:
    """The bus's, with the rule."""
    return f"{bus_arn(bus_name, settings)}/rule/{name}"


def bus_view(bus: Bus, settings: Settings) -> EventBusView:
    """A bus."""
    return EventBusView(
        event_bus_name=bus.name,
        event_bus_arn=bus_arn(bus.name, settings),
        description=bus.description,
        create_timestamp=_milliseconds(bus.created_at),
    )


def rule_view(rule: Rule, settings: Settings) -> RuleView:
    """A rule with its targets."""
    return RuleView(
        rule_name=rule.name,
        rule_arn=rule_arn(rule.bus_name, rule.name, settings),
        event_bus_name=rule.bus_name,
        description=rule.description,
        status=rule.status,
        filter_pattern=rule.filter_pattern,
        created_timestamp=_milliseconds(rule.created_at),
        targets=[target_view(target, rule) for target in rule.targets.values()],
    )


def target_view(target: EventTarget, rule: Rule) -> TargetView:
    """A target of a rule."""
    return TargetView(
        id=target.id,
        type=target.type,
        endpoint=target.endpoint,
        errors_tolerance=target.errors_tolerance,
        push_retry_strategy=target.push_retry_strategy,
        push_selector="PARAM_TRANSFORMER" if target.param_list else "ORIGINAL",
        dead_letter_queue=target.dead_letter_queue,
        concurrent_config=target.concurrent_config,
        param_list=target.param_list,
        event_bus_name=rule.bus_name,
        rule_name=rule.name,
    )


def traced_event(kept: KeptEvent) -> TracedEvent:
    """An event, in short."""
    return TracedEvent(
        event_bus_name=kept.bus_name,
        event_id=kept.event_id,
        event_received_time=kept.received_ms,
        event_source=kept.source,
        event_type=kept.event["type"],
    )


def trace_views(kept: KeptEvent) -> list[TraceView]:
    """That it was received, and then each target."""
    return [_received(kept), *(_pushed(kept, trace) for trace in kept.traces.values())]


def _received(kept: KeptEvent) -> TraceView:
    return _trace(kept, "PUT", kept.received_at, notify_time=0)


def _pushed(kept: KeptEvent, trace: Trace) -> TraceView:
    ended = trace.begun_at if trace.ended_at is None else trace.ended_at
    return _trace(
        kept,
        "PUSH",
        ended,
        endpoint=trace.endpoint,
        rule_name=trace.rule_name,
        rule_matching_time=str(_milliseconds(trace.begun_at)),
        notify_time=_milliseconds(ended),
        notify_latency=str(_milliseconds(ended - trace.begun_at)),
        notify_status="" if trace.reason is None else trace.reason or "200",
    )


def _trace(kept: KeptEvent, action: str, at: float, notify_time: int, **more: str) -> TraceView:
    said = {
        "endpoint": "",
        "rule_name": "",
        "rule_matching_time": "",
        "notify_latency": "",
        "notify_status": "",
    } | more
    return TraceView(
        action=action,
        action_time=_milliseconds(at),
        event_bus_name=kept.bus_name,
        event_id=kept.event_id,
        event_source=kept.source,
        notify_time=notify_time,
        received_time=_milliseconds(kept.received_at),
        **said,
    )


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
