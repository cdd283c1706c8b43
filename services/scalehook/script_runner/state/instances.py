"""What Cloud Assistant knows of instances, beside whether they run."""

from dataclasses import dataclass, field


@dataclass
class Agent:
    """An instance's tags and group, how often commands were invoked on it, and when last."""

    tags: dict[str, str] = field(default_factory=dict)
    resource_group_id: str = ""
    invocations: int = 0
    invoked_at: float | None = None
