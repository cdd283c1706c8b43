"""All kinds of faults of one stack."""

from scalehook.testing.faults.calls import Calls
from scalehook.testing.faults.deeds import Deeds
from scalehook.testing.faults.desk import Desk
from scalehook.testing.faults.fault import Fault
from scalehook.testing.faults.notifications import Notifications
from scalehook.testing.faults.scripts import Scripts
from scalehook.testing.faults.waits import Waits


class Faults(Calls, Notifications, Waits, Scripts, Deeds):
    """Each method lets something go wrong, from now on; what it gives is a context manager that ends it.
    `endpoint` is any stack's, in this process or elsewhere.
    """

    def __init__(self, endpoint: str) -> None:
        super().__init__(Desk(endpoint))

    def all(self) -> list[Fault]:
        """Those that are there."""
        return [Fault(self.desk, view) for view in self.desk.ask("GET")["faults"]]

    def clear(self) -> list[Fault]:
        """Remove all; as they stood."""
        return [Fault(self.desk, view, True) for view in self.desk.ask("DELETE")["faults"]]
