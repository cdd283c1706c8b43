"""OOS templates: an execution for each event, in the name of whoever has given the target."""

import orjson

from scalehook.event_bus.targets.order import Kind, Order, constant, name_in
from scalehook.event_bus.transforms import Unfit
from scalehook_contracts.event_bus.deliveries import SendEvent
from scalehook_contracts.event_bus.targets import EventTarget
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.template_engine.executions import StartExecution

ROLE = "OOSAssumeRole"


def _check(target: EventTarget) -> None:
    _template(target)
    constant(target, ROLE, "")
    for parameter in target.param_list:
        if parameter.resource_key == "Parameters" and parameter.form == "CONSTANT":
            _object(parameter.value or "")


def _make(order: Order) -> SendEvent:
    """The id of the delivery as ClientToken makes a second attempt find the first's execution."""
    parameters = _object(order.value("Parameters") or "{}")
    role = constant(order.target, ROLE, "")
    if role:
        parameters[ROLE] = role
    command = StartExecution(
        template_name=_template(order.target),
        parameters=orjson.dumps(parameters).decode(),
        safety_check="Skip",
        client_token=order.delivery.delivery_id,
        description=f"Rule {order.delivery.rule_name}",
        hops=order.delivery.hops + 1,
    )
    return order.send(command, caller=order.giver)


def _template(target: EventTarget) -> str:
    return constant(target, "TemplateName", "") or name_in(target.endpoint, "template", "oos")


def _object(text: str) -> dict[str, object]:
    try:
        found = parse_json(text)
    except NotPlain as problem:
        raise Unfit(f"Parameters: {problem}") from problem
    if not isinstance(found, dict):
        raise Unfit("Parameters: no JSON object")
    return found


TEMPLATE = Kind(frozenset({"TemplateName", "Parameters", ROLE}), _check, _make)
