"""A fleet that has no instances."""

from scalehook_contracts.fleet.instances import InstancesNotCreated
from support.scaling.cloud import Cloud

NO_STOCK = "OperationDenied.NoStock"


def run_short(cloud: Cloud) -> str:
    """An activity that is to bring one instance, and gets none; its id."""
    activity = cloud.execute(cloud.rule(1))
    cloud.answered = len(cloud.rehearsal.sent)
    missed = InstancesNotCreated(
        scaling_activity_id=activity,
        scaling_group_id=cloud.group,
        amount=1,
        code=NO_STOCK,
        message="The requested resource is sold out in the specified zone.",
    )
    cloud.rehearsal.tell(missed)
    return activity
