"""HTTP endpoints: POST, and an answer of 200 to 299 is success."""

from urllib.parse import urlsplit

from scalehook.event_bus.targets.order import Kind, Order, constant
from scalehook.event_bus.transforms import Unfit
from scalehook_contracts.event_bus.deliveries import PostEvent
from scalehook_contracts.event_bus.targets import EventTarget

NETWORK = "PublicNetwork"  # there are no others here
JSON, TEXT = "application/json;charset=utf-8", "text/plain;charset=utf-8"


def _check(target: EventTarget) -> None:
    if constant(target, "Network", NETWORK) != NETWORK:
        raise Unfit(f"Network is {NETWORK}")
    if not _url(target).isprintable() or " " in _url(target):
        raise Unfit("an address has no blanks and no control characters")
    try:
        parts = urlsplit(_url(target))
        usable = parts.scheme == target.type and bool(parts.hostname)
        _ = parts.port  # a port that is no number raises only when it is read
    except ValueError as problem:
        raise Unfit(str(problem)) from problem
    if not usable:
        raise Unfit(f"no address of the kind {target.type}")


def _make(order: Order) -> PostEvent:
    body = order.body()
    return PostEvent(
        delivery_id=order.delivery.delivery_id,
        endpoint=_url(order.target),
        headers={"Content-Type": JSON if body.startswith(("{", "[")) else TEXT},
        body=body,
    )


def _url(target: EventTarget) -> str:
    return constant(target, "url", "") or target.endpoint


WEB = Kind(frozenset({"url", "Body", "Network"}), _check, _make)
