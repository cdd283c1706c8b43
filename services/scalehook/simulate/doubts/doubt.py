"""One thing that is unlikely to be meant."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Doubt:
    """`path` leads to it in the file."""

    path: tuple[int | str, ...]
    text: str


def of_consumer(name: str, text: str) -> Doubt:
    """About a consumer."""
    return Doubt(("consumers", name), f"consumers.{name}: {text}")


def of_load(name: str, text: str) -> Doubt:
    """About a load."""
    return Doubt(("load", name), f"load.{name}: {text}")
