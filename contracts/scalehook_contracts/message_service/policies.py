"""What queues, topics and subscriptions can be told beyond the REST API: control plane, 2022-01-19."""

import re
from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Part
from scalehook_contracts.numbers import Int64

Order = Literal["normal", "fifo"]  # a QueueType or TopicType; it never changes

QUEUE = re.compile(r"(?:acs:mns:[^:/]*:[^:/]*:/?queues/)?([^:/]+)")


class DlqPolicy(Part):
    """Messages that nobody can cope with go to the queue `dead_letter_target_queue`: of a queue, after
    `max_receive_count` receives; of a subscription, after the last attempt to push.
    """

    enabled: bool = False
    dead_letter_target_queue: str = ""  # a name, or `acs:mns:REGION:ACCOUNT:/queues/NAME`
    max_receive_count: Int64 | None = None

    @property
    def target_name(self) -> str:
        """The name of the queue; empty where the text names none."""
        named = QUEUE.fullmatch(self.dead_letter_target_queue)
        return named[1] if named else ""


class TenantRateLimitPolicy(Part):
    """How many messages may be received, or pushed, in a second."""

    enabled: bool = False
    max_receives_per_second: Int64 | None = None

    @property
    def limit(self) -> int | None:
        """How many; None: any number."""
        return self.max_receives_per_second if self.enabled else None


class Encryption(Part):
    """Server-side encryption: kept and shown, without effect here."""

    enable_sse: bool = Field(default=False, alias="EnableSSE")
    kms_key_id: str = ""
    sse_algorithm: str = ""
    sse_type: str = ""


class Tag(Part):
    """A label of a queue or a topic."""

    key: str
    value: str = ""


class DmAttributes(Part):
    """From whom a mail comes, and what it is about."""

    account_name: str = ""
    subject: str = ""


class DysmsAttributes(Part):
    """In which form a short message is sent."""

    template_code: str = ""
    sign_name: str = ""
