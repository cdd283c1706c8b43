"""Who is in service in a group: for a service that begins to look at the group."""

from scalehook_contracts.base import Command, Done, Event, Listed


class ReportServingInstances(Command[Done]):
    """Asks for a report. Whoever hears it knows the group from there on by its later events."""

    scaling_group_id: str


class ServingInstancesReported(Event):
    """These instances of a group are in service at this moment, protected ones too: no others are."""

    scaling_group_id: str
    instance_ids: list[str] = Listed("InstanceId")
