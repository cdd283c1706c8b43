"""A template."""

from dataclasses import dataclass


@dataclass
class StoredTemplate:
    """A template as it was registered."""

    name: str
    version: str
    public: bool
    content: str
    registered_at: float
