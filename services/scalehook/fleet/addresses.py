"""Addresses of instances: each has one of its own."""

from collections.abc import Callable
from ipaddress import IPv4Address

from scalehook.fleet.state import State

FIRST_PRIVATE = IPv4Address("172.16.0.10")
PRIVATE = 2**20 - 20  # 172.16.0.0/12
FIRST_PUBLIC = IPv4Address("198.18.0.10")
PUBLIC = 2**17 - 20  # 198.18.0.0/15, which is nobody's


def private(state: State) -> str:
    """A private address that is free."""
    return _free(FIRST_PRIVATE, PRIVATE, state, lambda address: is_taken(address, state))


def public(state: State) -> str:
    """A public address that is free."""
    taken = state.register.has
    return _free(FIRST_PUBLIC, PUBLIC, state, lambda address: taken(("public address", address)))


def after(first: str, steps: int) -> str:
    """The address so many steps after the first."""
    return str(IPv4Address(first) + steps)


def is_taken(address: str, state: State) -> bool:
    """Whether an instance has this private address."""
    return state.register.has(("address", address))


def _free(first: IPv4Address, number: int, state: State, taken: Callable[[str], bool]) -> str:
    """Mostly the next one: only after many thousands it is somebody's."""
    candidates = (str(first + (state.launched + step) % number) for step in range(number))
    return next(address for address in candidates if not taken(address))
