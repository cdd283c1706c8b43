"""What goes wrong on purpose."""

from dataclasses import dataclass, field


@dataclass
class Conditions:
    """What was set by hand; None: as the settings say. `limits` says how many instances may be there at
    a time, by `type` and `type@zone`; None: any number.
    """

    failure_rate: float | None = None
    slow_start_seconds: float | None = None
    limits: dict[str, int | None] = field(default_factory=dict)
