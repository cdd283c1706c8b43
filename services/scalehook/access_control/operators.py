"""The operators of conditions: how each reads a text, and what it says of two of them."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from scalehook.kit.api.wildcards import matches

NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")


@dataclass(frozen=True, slots=True)
class Operator:
    """Compares what a request has with what a policy wants. A negative one holds when no value of the
    policy fits, and also when the request has nothing to compare.
    """

    read: Callable[[str], Any]  # ValueError for a text that is no such value
    fits: Callable[[Any, Any], bool]  # the request's value, the policy's
    negative: bool = False

    def holds(self, given: str | None, wanted: tuple[Any, ...]) -> bool:
        """Whether it does for this text of the request; None: it has none."""
        value = self._value(given)
        fits = value is not None and any(self.fits(value, each) for each in wanted)
        return fits != self.negative

    def _value(self, given: str | None) -> Any:
        """None also for a text that cannot be compared this way."""
        try:
            return None if given is None else self.read(given)
        except ValueError:
            return None


def _number(text: str) -> Decimal:
    if not NUMBER.fullmatch(text):
        raise ValueError("is no number")
    return Decimal(text)


def _date(text: str) -> datetime:
    """In UTC unless the text says otherwise."""
    try:
        date = datetime.fromisoformat(text)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise ValueError("is no date as in 2012-11-11T23:59:59Z") from problem


def _truth(text: str) -> str:
    word = text.lower()
    if word not in ("true", "false"):
        raise ValueError("is neither true nor false")
    return word


def _network(text: str) -> IPv4Network | IPv6Network:
    """An address is a network of one; one of IPv4 in the clothes of IPv6 is what it is."""
    try:
        network = ip_network(text, strict=False)
    except ValueError as problem:
        raise ValueError("is no address, nor a block of them") from problem
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    if mapped is None or network.prefixlen < 96:
        return network
    return ip_network((mapped, network.prefixlen - 96))


def _within(given: Any, wanted: Any) -> bool:
    return given.version == wanted.version and bool(given.subnet_of(wanted))


def _like(given: str, wanted: str) -> bool:
    return matches(wanted, given)


ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}


def _compared(kind: str, read: Callable[[str], Any]) -> dict[str, Operator]:
    """The six that compare numbers or dates."""
    ordered = {kind + order: Operator(read, fits) for order, fits in ORDERS.items()}
    equal = {f"{kind}Equals": Operator(read, operator.eq)}
    return equal | {f"{kind}NotEquals": Operator(read, operator.eq, negative=True)} | ordered


OPERATORS: dict[str, Operator] = {
    "StringEquals": Operator(str, operator.eq),
    "StringNotEquals": Operator(str, operator.eq, negative=True),
    "StringEqualsIgnoreCase": Operator(str.casefold, operator.eq),
    "StringNotEqualsIgnoreCase": Operator(str.casefold, operator.eq, negative=True),
    "StringLike": Operator(str, _like),
    "StringNotLike": Operator(str, _like, negative=True),
    **_compared("Numeric", _number),
    **_compared("Date", _date),
    "Bool": Operator(_truth, operator.eq),
    "IpAddress": Operator(_network, _within),
    "NotIpAddress": Operator(_network, _within, negative=True),
}
