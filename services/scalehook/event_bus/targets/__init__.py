"""The kinds of targets. A new one is a file and a line in the table.

Each says which parameters it takes, what is wrong with a target, and what hands an event to it.
"""

from scalehook.event_bus import transforms
from scalehook.event_bus.targets.bus import BUS
from scalehook.event_bus.targets.dead_letters import dead_letters, has_dead_letters
from scalehook.event_bus.targets.order import Kind, Order
from scalehook.event_bus.targets.queue import QUEUE
from scalehook.event_bus.targets.template import TEMPLATE
from scalehook.event_bus.targets.topic import TOPIC
from scalehook.event_bus.targets.web import WEB
from scalehook_contracts.base import Intent
from scalehook_contracts.event_bus.targets import EventTarget, TargetType

TARGETS: dict[TargetType, Kind] = {
    "acs.mns.queue": QUEUE,
    "acs.mns.topic": TOPIC,
    "http": WEB,
    "https": WEB,
    "acs.oos": TEMPLATE,
    "acs.eventbridge": BUS,
}


def intent(order: Order) -> Intent | None:
    """What hands the event to the target, or to its queue for dead letters; None where it is at once."""
    return dead_letters(order) if order.delivery.dead else TARGETS[order.target.type].make(order)


def check(target: EventTarget) -> None:
    """Unfit when no event could ever be delivered; whether the receiver exists is not asked."""
    kind = TARGETS[target.type]
    keys = [parameter.resource_key for parameter in target.param_list]
    if len(set(keys)) < len(keys) or not kind.keys.issuperset(keys):
        known = ", ".join(sorted(kind.keys)) or "nothing"
        raise transforms.Unfit(f"ParamList: {target.type} takes {known}, once")
    for parameter in target.param_list:
        transforms.check(parameter)
    kind.check(target)
    has_dead_letters(target)


__all__ = ["Order", "check", "has_dead_letters", "intent"]
