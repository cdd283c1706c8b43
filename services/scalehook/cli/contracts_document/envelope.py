"""What every message has around its body: AMQP's properties, and headers of our own."""

from typing import Any

HEADERS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "at": {
            "type": "string",
            "description": "When it happened, in Unix seconds of the stack's clock.",
        },
        "caller": {
            "type": "string",
            "description": "On whose behalf: an ARN, or `root`. A command without it is refused.",
        },
        "causation_id": {"type": "string", "description": "The message that this one came of."},
    },
}
PROPERTIES = """AMQP's own properties make the envelope.

- `type`: the name of the message; without it the routing key says it.
- `message_id`: a message that comes twice has the same; needed.
- `correlation_id`: what belongs to one request has the same; by default the message's own id.
- `reply_to`: the queue that gets the answer. Its `correlation_id` is the command's `message_id`.
- `content_type`: `application/json`; the text is UTF-8.
- `app_id`, `timestamp`: who sent it, and when.
"""


def trait() -> dict[str, Any]:
    """What all messages have in common."""
    return {
        "contentType": "application/json",
        "description": PROPERTIES,
        "headers": HEADERS,
        "correlationId": {
            "location": "$message.header#/correlation_id",
            "description": "The AMQP property of this name.",
        },
    }
