"""Executions of templates that failed, or could not even start: their waits end ahead of schedule."""

from typing import cast, get_args

from scalehook.kit import Work
from scalehook.scaling_controller import proceeding
from scalehook.scaling_controller.receivers import AS_DEFAULT, RESULT
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.waits import WaitEnd
from scalehook_contracts.notification_dispatcher.notifications import NotificationFailed
from scalehook_contracts.scaling_controller.base import ActionResult
from scalehook_contracts.template_engine.executions import ExecutionEnded


def on_execution_ended(event: ExecutionEnded, work: Work[State, Settings]) -> None:
    """An execution that failed, and could not say so itself. A hook's own carries the action's token,
    whatever its template declares; any other may have it, and the hook's id, as parameters.
    """
    if event.status != "Failed":
        return
    given = {name.lower(): value for name, value in event.parameters.items()}
    token, hook_id = given.get("lifecycleactiontoken"), given.get("lifecyclehookid")
    own = work.state.catalogue.activities.get(event.client_token)
    if own is not None:
        token, hook_id = event.client_token, own.actions[event.client_token].hook_id
    _end(token, hook_id, given.get(RESULT.lower()), work)


def on_notification_failed(event: NotificationFailed, work: Work[State, Settings]) -> None:
    """A template could not be executed. Other receivers have the time that is left."""
    result = event.lifecycle_action_result
    if result is not None:
        _end(event.lifecycle_action_token, event.lifecycle_hook_id, result, work)


def _end(token: object, hook_id: object, given: object, work: Work[State, Settings]) -> None:
    activity = work.state.catalogue.activities.get(str(token))
    action = activity.waiting.get(str(token)) if activity is not None else None
    if activity is None or action is None or action.hook_id != hook_id:
        return
    result = _result(given, action.default_result)
    proceeding.end_wait(activity, action, WaitEnd("Timeout", result), work)


def _result(given: object, default: ActionResult) -> ActionResult:
    """What was given; where that is no result, the documented default of `lifecycleActionResult`."""
    if given == AS_DEFAULT:
        return default
    if given in get_args(ActionResult):
        return cast(ActionResult, given)
    return "ROLLBACK" if default == "ROLLBACK" else "ABANDON"
