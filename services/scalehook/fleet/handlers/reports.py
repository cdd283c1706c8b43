"""Tells which instances there are."""

from itertools import islice

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.kit import Work
from scalehook_contracts.base import DONE, Done
from scalehook_contracts.fleet.reports import InstancesReported, ReportInstances

TOGETHER = 100


def report_instances(command: ReportInstances, work: Work[State, Settings]) -> Done:
    """As events: they come in their place among those of the instances. A timer that is due at once goes
    on with the next hundred.
    """
    behind = work.state.register.behind(command.created_at, command.instance_id)
    part = list(islice(behind, TOGETHER))
    whole = len(part) < TOGETHER
    work.record(
        InstancesReported(
            reader=command.reader,
            instances=[instance.created for instance in part],
            running_ids=[each.instance_id for each in part if each.status == "Running"],
            whole=whole,
        )
    )
    if not whole:
        last = part[-1]
        go_on = ReportInstances(
            reader=command.reader,
            created_at=last.created.created_at,
            instance_id=last.instance_id,
        )
        work.schedule(f"report/{command.reader}", work.now, go_on)
    return DONE
