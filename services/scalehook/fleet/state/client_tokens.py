"""A call that gave a ClientToken."""

from dataclasses import dataclass


@dataclass
class ClientCall:
    """What it asked for, as a digest, what it was answered, and when (Unix seconds, virtual)."""

    fingerprint: str
    answer: list[str]
    used_at: float
