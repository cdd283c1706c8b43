"""Topics of RocketMQ and Kafka, which dead letters may go to. There is no such broker here: that a topic
has taken an event is noted, and shown by the event's traces.
"""

import re

from scalehook.event_bus.targets.order import arn_of

SERVICES = ("mq", "alikafka")
TOPIC = re.compile(r"/?instances?/[^/]+/topics?/[^/]+")


def is_topic(arn: str) -> bool:
    """Whether it is one: `acs:mq:REGION:ACCOUNT:/instances/ID/topic/NAME`, or Kafka's."""
    found = arn_of(arn)
    return found.service in SERVICES and bool(TOPIC.fullmatch(found.relative_id))
