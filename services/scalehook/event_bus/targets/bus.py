"""Other buses: the event goes on as it is. What goes round in a circle comes to an end."""

from scalehook.event_bus.state import Delivery
from scalehook.event_bus.targets.order import Kind, Order, name_in
from scalehook.event_bus.transforms import Unfit
from scalehook_contracts.event_bus.deliveries import SendEvent
from scalehook_contracts.event_bus.events import PassEvent
from scalehook_contracts.event_bus.targets import EventTarget

MOST_HOPS = 5  # from bus to bus


def passed_on(delivery: Delivery, bus_arn: str) -> PassEvent:
    """The event for that bus; Unfit when too many have had it."""
    if delivery.hops >= MOST_HOPS:
        raise Unfit(f"passed on from bus to bus {MOST_HOPS} times")
    return PassEvent(event_bus_name=bus_name(bus_arn), event=delivery.event, hops=delivery.hops + 1)


def bus_name(arn: str) -> str:
    """The bus of an ARN; Unfit when it is none."""
    return name_in(arn, "eventbus", "eventbridge")


def _check(target: EventTarget) -> None:
    bus_name(target.endpoint)


def _make(order: Order) -> SendEvent:
    return order.send(passed_on(order.delivery, order.target.endpoint))


BUS = Kind(frozenset(), _check, _make)
