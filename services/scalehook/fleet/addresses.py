"""Addresses of instances: each has one of its own."""

from collections.abc import Callable
from ipaddress import IPv4Address

from scalehook.fleet.state import State

FIRST_PRIVATE = int(IPv4Address("172.16.0.10"))
PRIVATE = 2**20 - 20  # 172.16.0.0/12
FIRST_PUBLIC = int(IPv4Address("198.18.0.10"))
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


def _free(first: int, number: int, state: State, taken: Callable[[str], bool]) -> str:
    """Mostly the next one: only after many thousands it is somebody's."""
    for step in range(number):
        address = _dotted(first + (state.launched + step) % number)
        if not taken(address):
            return address
    raise OverflowError("all addresses are taken")


def _dotted(address: int) -> str:
    """As `IPv4Address` writes it, in a quarter of the time: each instance of thousands gets one."""
    return f"{address >> 24}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}"
