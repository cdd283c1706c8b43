"""What became of an attempt to give a message to a subscriber."""

from dataclasses import dataclass

KEPT = 100  # attempts of each subscription


@dataclass(slots=True)
class Delivery:
    """One attempt; times are Unix milliseconds. Without a reason the subscriber took the message."""

    message_id: str
    attempt: int
    at: int
    reason: str = ""
    next_attempt_time: int = 0  # 0: there is none
    dead_letter_queue: str = ""
