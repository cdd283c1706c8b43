"""A call that gave a ClientToken."""

from dataclasses import dataclass


@dataclass
class ClientCall:
    """A call that was made with a ClientToken: what it asked for, and the id that it was answered."""

    fingerprint: str
    answer: str
    used_at: float
