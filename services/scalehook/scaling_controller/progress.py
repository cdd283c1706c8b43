"""What follows when a wait has ended."""

from scalehook.kit import Work
from scalehook.scaling_controller import scaling_in, scaling_out, waits
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Action, Activity, State
from scalehook_contracts.scaling_controller.actions import ActionStatus
from scalehook_contracts.scaling_controller.base import ActionResult


def end_wait(
    activity: Activity,
    action: Action,
    status: ActionStatus,
    result: ActionResult,
    work: Work[State, Settings],
    client_token: str = "",
) -> None:
    """End the wait, and take the activity to its last step when that decides it."""
    decided = waits.finish(activity, action, status, result, work, client_token)
    if decided is not None:
        conclude(activity, decided, work)


def conclude(activity: Activity, result: ActionResult, work: Work[State, Settings]) -> None:
    """The hooks of the activity are over, or there were none."""
    if activity.transition == "SCALE_OUT":
        scaling_out.conclude(activity, result, work)
    else:
        scaling_in.conclude(activity, result, work)
