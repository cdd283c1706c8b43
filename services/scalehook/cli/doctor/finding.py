"""What a check has found."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`good`: as it is to be. `lacking`: what needs it does without, or cannot be used. `bad`: nothing
    works before this is mended.
    """

    GOOD = "good"
    LACKING = "lacking"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """About one thing; `remedy` says what to do where it is not good."""

    name: str
    state: State
    said: str
    remedy: str = ""
