"""EventBridge where there is much of everything: no call costs more than where there is little."""

from random import Random

from scalehook.event_bus import handlers
from scalehook.event_bus.service import SERVICE
from scalehook.event_bus.state.events.deliveries import DeliveryBegun
from scalehook.event_bus.state.kept_events import key_of
from scalehook.kit.machine.machine import Machine
from scalehook.testing.rehearsal import START
from scalehook_contracts.base import Message
from scalehook_contracts.event_bus import (
    buses,
    deliveries,
    events,
    rules,
    sources,
    targets,
    traced,
    tracing,
    trail,
)
from scalehook_contracts.event_bus.data_plane import events as data_events
from scalehook_contracts.scaling_controller.hooks import LifecycleHookCreated
from scalehook_contracts.template_engine.triggers import ListenersChanged
from support.growth import measured

NOW = START.timestamp()
BUS = {"event_bus_name": "default"}
RULE = {**BUS, "rule_name": "rule-7"}
ENDPOINT = "acs:mns:cn-hangzhou:1:queues/q"
TARGET = f'[{{"Id":"2","Type":"acs.mns.queue","Endpoint":"{ENDPOINT}"}}]'
CALLS: dict[str, Message] = {
    "create bus": buses.CreateEventBus(event_bus_name="new"),
    "get bus": buses.GetEventBus(event_bus_name="bus-3"),
    "update bus": buses.UpdateEventBus(event_bus_name="bus-3"),
    "list buses": buses.ListEventBuses(name_prefix="bus"),
    "delete bus": buses.DeleteEventBus(event_bus_name="bus-4"),
    "create rule": rules.CreateRule(**BUS, rule_name="new", filter_pattern="{}", event_targets=TARGET),
    "get rule": rules.GetRule(**RULE),
    "list rules": rules.ListRules(**BUS, rule_name_prefix="rule", next_token="5"),
    "update rule": rules.UpdateRule(**RULE, filter_pattern='{"type":["other"]}'),
    "disable": rules.DisableRule(**RULE),
    "enable": rules.EnableRule(**RULE),
    "delete rule": rules.DeleteRule(**BUS, rule_name="rule-8"),
    "put targets": targets.PutTargets(**RULE, targets=TARGET),
    "list targets": targets.ListTargets(**RULE),
    "delete targets": targets.DeleteTargets(**BUS, rule_name="rule-9", target_ids='["1"]'),
    "try": events.TestEventPattern(event="{}", event_pattern="{}"),
    "put": events.PutEvents(**BUS, event_list='[{"Id":"1","Source":"s","Type":"type-5"}]'),
    "batch": data_events.PutEvents(
        events='[{"id":"1","source":"s","type":"type-5","specversion":"1.0","data":1}]'
    ),
    "tell": events.PutCloudEvent(
        **BUS, event_id="1", source="t", type="type-6", subject="", at=NOW, data={}
    ),
    "call": trail.NoteApiCall(
        request_id="R",
        source="ess",
        name="Ess",
        action="CreateScalingGroup",
        principal="root",
        access_key_id="key",
        address="",
    ),
    "pass": events.PassEvent(
        **BUS,
        event={"id": "2", "source": "t", "type": "type-7", "data": None},
        hops=1,
    ),
    "sources": sources.ListAliyunOfficialEventSources(),
    "look for": traced.QueryTracedEvents(**BUS, start_time=0, end_time=1, event_source="s"),
    "look for one": traced.QueryTracedEventByEventId(**BUS, event_id="E-5"),
    "look": events.QueryEvent(**BUS, event_id="E-5"),
    "trace": events.QueryEventTraces(**BUS, event_id="E-5"),
    "whose hands": tracing.TraceEvents(
        events=[tracing.EventOnBus(**BUS, source="acs.ess", event_id="E-5")]
    ),
    "hook": LifecycleHookCreated(
        lifecycle_hook_id="h",
        scaling_group_id="g",
        lifecycle_hook_name="hook",
        lifecycle_transition="SCALE_OUT",
        notification_arn="acs:eventbridge:cn-hangzhou:1:eventbus/default",
    ),
    "listeners": ListenersChanged(products=["ecs", "ess"]),
    "failed": deliveries.RecordEventDelivery(delivery_id="d-3", reason="no"),
    "arrived": deliveries.RecordEventDelivery(delivery_id="d-4"),
    "retry": deliveries.RetryEventDelivery(delivery_id="d-5"),
}


def populated(size: int) -> Machine:
    """So many buses; and rules, events and deliveries of the default one."""
    machine = Machine(SERVICE, SERVICE.settings(), Random(1))
    target = targets.EventTarget(id="1", type="acs.mns.queue", endpoint=ENDPOINT)
    for number in range(size):
        name, event_id = f"rule-{number}", f"E-{number}"
        machine.apply(buses.EventBusCreated(event_bus_name=f"bus-{number}", description="", at=NOW))
        machine.apply(
            rules.RuleCreated(
                **BUS,
                rule_name=name,
                filter_pattern=f'{{"type":["type-{number}"]}}',
                description="",
                status="ENABLE",
                targets=[target],
                at=NOW,
            )
        )
        machine.apply(
            events.EventReceived(
                **BUS,
                event_id=event_id,
                event_source="s",
                event_type="t",
                at=NOW,
                event={"id": event_id, "type": "t"},
            )
        )
        machine.apply(
            DeliveryBegun(
                **BUS,
                delivery_id=f"d-{number}",
                rule_name=name,
                target_id="1",
                event_key=key_of("default", event_id, "s"),
                endpoint=ENDPOINT,
                at=NOW,
            )
        )
    return machine


machines, test_a_call, test_all_are_called = measured(CALLS, populated, handlers)
