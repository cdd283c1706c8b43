"""What can be configured."""

from pydantic import Field

from scalehook.kit import Settings as KitSettings


class Settings(KitSettings):
    """`SCALEHOOK_METRIC_HOURS`: how long values of metrics are kept, in virtual time: a day, and what it
    takes to compare with it.
    """

    metric_hours: float = Field(25, gt=0, le=31 * 24)

    @property
    def metric_seconds(self) -> float:
        """The same in seconds."""
        return self.metric_hours * 3600
