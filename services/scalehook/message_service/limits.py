"""The documented ranges, and the refusals that name them."""

import re
from dataclasses import dataclass

from scalehook_contracts.errors.mns import CountOutOfRange, ValueOutOfRange

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Range:
    """The values that an element may have, with their unit if they have one. The documents know the text
    with a unit; how it is without one, users have shown.
    """

    name: str
    low: int
    high: int
    unit: str = ""

    def check(self, value: int | None) -> None:
        """Refuse a value outside the range; None is no value."""
        if value is None or self.low <= value <= self.high:
            return
        if not self.unit:
            raise CountOutOfRange(name=self.name, low=self.low, high=self.high)
        raise ValueOutOfRange(name=self.name, low=self.low, high=self.high, unit=self.unit)


@dataclass(frozen=True)
class Limits:
    """All ranges of Message Service."""

    delay_seconds: Range = Range("DelaySeconds", 0, 604800, "seconds")
    maximum_message_size: Range = Range("MaximumMessageSize", 1024, 65536, "bytes")
    message_retention_period: Range = Range("MessageRetentionPeriod", 60, 604800, "seconds")
    visibility_timeout: Range = Range("VisibilityTimeout", 1, 43200, "seconds")
    polling_wait_seconds: Range = Range("PollingWaitSeconds", 0, 30, "seconds")
    wait_seconds: Range = Range("waitseconds", 0, 30, "seconds")
    priority: Range = Range("Priority", 1, 16)
    num_of_messages: Range = Range("numofmessages", 1, 16)
    ret_number: Range = Range("x-mns-ret-number", 1, 1000)
    batch: int = 16
    batch_bytes: int = 65536
    tag: int = 16
    numbers: int = 100  # of one short message; each gets a letter of its own
    properties: int = 50  # that users give a message
    property_name: int = 256
    property_value: int = 4096


LIMITS = Limits()


def is_tag(text: str | None) -> bool:
    """Whether it may be a tag, or none: it travels in a header, so it has no control characters."""
    return text is None or (len(text) <= LIMITS.tag and not CONTROL.search(text))
