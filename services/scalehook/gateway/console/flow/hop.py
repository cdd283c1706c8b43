"""A message that went from one thing to another."""

from dataclasses import dataclass
from datetime import datetime

Place = tuple[str, str]  # a kind of thing (`queue`, `service` …), and its name

ESS, DISPATCHER = ("service", "ess"), ("service", "dispatcher")
OOS, SCRIPTS = ("service", "oos"), ("service", "scripts")


@dataclass(frozen=True, slots=True)
class Hop:
    """`what` it was and `ref` where it is shown: the kind of a page, and the id there. One that has not
    arrived has `failed`.
    """

    source: Place
    target: Place
    what: str
    ref: Place
    at: datetime
    failed: bool = False
