"""What all consumers of a run know: which action is which, and what they were told."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Told:
    """`failures` are those of users' own functions, in words."""

    names: dict[str, str] = field(default_factory=dict)  # of actions by token: group, hook, ordinal
    attempts: Counter[str] = field(default_factory=Counter)
    accepted: dict[str, int] = field(default_factory=dict)  # completions: when the cloud said yes
    refused: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    buried: int = 0  # messages that a consumer has given up, and that are kept nowhere
