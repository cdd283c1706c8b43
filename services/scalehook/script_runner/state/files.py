"""A file that is sent to instances."""

from dataclasses import dataclass, field

from scalehook_contracts.script_runner.files import SendFile


@dataclass
class Arrival:
    """A file on one instance. Times are Unix seconds, virtual."""

    instance_id: str
    ended_at: float | None = None
    error_code: str = ""
    error_info: str = ""

    @property
    def status(self) -> str:
        """Running, Success or Failed."""
        if self.ended_at is None:
            return "Running"
        return "Failed" if self.error_code else "Success"


@dataclass
class SentFile:
    """A file, sent. `open` counts the instances that it may still come to; it follows from them."""

    invoke_id: str
    request: SendFile
    sent_at: float
    arrivals: dict[str, Arrival] = field(default_factory=dict)
    digest: str = ""

    def __post_init__(self) -> None:
        self.open = sum(each.ended_at is None for each in self.arrivals.values())

    @property
    def ended_at(self) -> float | None:
        """When the last instance had it, or had not; None before."""
        if self.open:
            return None
        return max((each.ended_at or 0 for each in self.arrivals.values()), default=self.sent_at)

    @property
    def status(self) -> str:
        """The status of the whole."""
        statuses = {each.status for each in self.arrivals.values()}
        return statuses.pop() if len(statuses) == 1 else "Running" if self.open else "PartialFailed"
