"""What an activity does and did, in words."""

from scalehook.scaling_controller.state import Activity
from scalehook_contracts.scaling_controller.activities import CourseName

DESCRIPTIONS: dict[CourseName, str] = {
    "scale-out": 'Add "{}" ECS instance',
    "scale-in": 'Remove "{}" ECS instance',
    "attach": 'Attach "{}" ECS instance',
    "detach": 'Detach "{}" ECS instance',
    "remove": 'Remove "{}" ECS instance',
    "enter-standby": 'Put "{}" ECS instance into standby',
    "exit-standby": 'Take "{}" ECS instance out of standby',
    "attach-back-ends": 'Attach "{}" ECS instance to back ends',
    "detach-back-ends": 'Detach "{}" ECS instance from back ends',
}


def description(activity: Activity) -> str:
    """`Add "1" ECS instance`."""
    plain: CourseName = "scale-out" if activity.transition == "SCALE_OUT" else "scale-in"
    return DESCRIPTIONS[activity.course or plain].format(activity.amount)


def shortfall(activity: Activity, amount: int) -> str:
    """`Fail to create "1" ECS instances`."""
    verb = "create" if activity.course in ("", "scale-out") else activity.course
    return f'Fail to {verb} "{amount}" ECS instances'


def detail(activity: Activity) -> str:
    """Which instances came and went; of a rejected activity there is none."""
    fresh = {*activity.created_ids, *activity.resumed_ids}
    joined = [i for i in activity.instance_ids if activity.grows and i not in fresh]
    parts = (
        ("new ECS instances", activity.created_ids, "are created"),
        ("ECS instances", activity.resumed_ids, "are started"),
        ("ECS instances", joined, "are attached"),
        ("ECS instances", activity.destroyed_ids, "are removed"),
        ("ECS instances", activity.stopped_ids, "are stopped"),
        ("ECS instances", activity.left_ids, "are detached"),
    )
    return "; ".join(f'{what} "{", ".join(ids)}" {verb}' for what, ids, verb in parts if ids)
