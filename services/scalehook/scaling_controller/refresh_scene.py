"""What a refresh sees of its group: which instances are as they should be, and which are to go."""

from dataclasses import replace

from scalehook.scaling_controller import refresh_plan
from scalehook.scaling_controller.refresh_plan import Scene
from scalehook.scaling_controller.state import Group, Instance
from scalehook.scaling_controller.state.instance_refreshes import InstanceRefresh

UNLIMITED = 2**31


def lack(task: InstanceRefresh, group: Group) -> str:
    """What new instances would be made by may have been deleted."""
    wanted = task.former_id if task.turned else task.configuration_id
    there = not wanted or wanted in group.configurations
    return "" if there else f'The scaling configuration "{wanted}" does not exist'


def serving(group: Group) -> list[Instance]:
    """Those in service, in the order in which removal policies would have them go. Protected ones and
    ones on standby are not touched.
    """
    return [group.instances[i] for i in group.roster.first_to_go(len(group.instances))]


def matches(instance: Instance, task: InstanceRefresh, group: Group) -> bool:
    """Whether it is already what it should be: by the configuration, or by the launch template where
    there is none. Another image makes another instance.
    """
    if not task.request.skip_matching or task.image_id:
        return False
    if task.configuration_id:
        return instance.configuration_id == task.configuration_id
    asked = task.settings(group.request)
    wanted = (asked.launch_template_id, asked.launch_template_version)
    return (instance.launch_template_id, instance.launch_template_version) == wanted


def is_old(instance: Instance, task: InstanceRefresh, group: Group) -> bool:
    """Whether it is to go: it was to before, or has come during a pause, and not as it should be."""
    return instance.instance_id in task.old_ids or not matches(instance, task, group)


def scene(task: InstanceRefresh, group: Group) -> Scene:
    """What the plan of the next step looks at."""
    asked = task.request
    now = Scene(
        total=group.heading,
        old=len(going(task, group)),
        capacity=task.capacity,
        min_percentage=asked.min_healthy_percentage,
        max_percentage=asked.max_healthy_percentage,
        most=UNLIMITED,
        closing=task.status not in ("InProgress", "RollbackInProgress"),
    )
    if task.turned or task.passed >= len(asked.checkpoints):
        return now
    checkpoint = asked.checkpoints[task.passed].percentage
    return replace(now, most=refresh_plan.due_at(checkpoint, task.total) - task.finished)


def going(task: InstanceRefresh, group: Group) -> list[str]:
    """The old ones that are still in service."""
    instances = group.instances
    return [i for i in task.old_ids if instances[i].lifecycle_state == "InService"]
