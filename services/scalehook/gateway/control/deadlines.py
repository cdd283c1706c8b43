"""What is to come by itself: the timers of the services, as far as somebody looks ahead."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

MOST_DEADLINES = 100  # the first ones; more than anybody reads


class Deadline(BaseModel):
    """At that moment a service is to do `what`, a command by its name on the wire, with that `body`."""

    at: datetime
    what: str
    body: dict[str, Any]
