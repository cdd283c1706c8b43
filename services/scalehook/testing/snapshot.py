"""What `cloud.snapshot()` gives."""

from dataclasses import dataclass, field
from datetime import datetime

from scalehook.embedded.picture import Picture
from scalehook.kit.clock.moments import moment
from scalehook.testing.past import Kept


@dataclass(frozen=True)
class Snapshot:
    """A stack as it was; `cloud.restore(snapshot)` goes back to it, as often as wanted."""

    picture: Picture = field(repr=False)
    past: Kept = field(repr=False)  # what had happened by then

    @property
    def at(self) -> datetime:
        """The virtual time of it."""
        return moment(self.picture.at)
