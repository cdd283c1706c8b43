"""Who can be notified."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Receivers:
    """What the owners of queues, topics and templates have told. A template has its parameters'
    defaults by name; None where a value must be given.
    """

    queues: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    templates: dict[str, dict[str, Any]] = field(default_factory=dict)
