"""All instances that there are: for a service that begins to look at them."""

from scalehook_contracts.base import Command, Done, Event, Listed
from scalehook_contracts.fleet.instances import InstanceCreated


class ReportInstances(Command[Done]):
    """Asks for a report to one service. Whoever hears the whole of it knows instances from there on by
    their later events. The fleet goes on behind the instance that was made then and is called so.
    """

    reader: str
    created_at: float = 0  # Unix seconds, virtual
    instance_id: str = ""


class InstancesReported(Event):
    """These instances are there, as they are now, and some of them run. After the last part of a report
    it is `whole`.
    """

    reader: str
    instances: list[InstanceCreated] = Listed("Instance")
    running_ids: list[str] = Listed("RunningId")
    whole: bool
