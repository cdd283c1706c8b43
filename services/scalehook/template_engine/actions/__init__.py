"""The actions that tasks can have. A new one is a file and a line in the table; an action of a
product is a template in `library/product`.
"""

from collections.abc import Callable

from scalehook.kit.logs import Log
from scalehook.template_engine.actions import (
    alarm_trigger,
    approve,
    check_for,
    choice,
    event_trigger,
    execute_api,
    execute_http_request,
    loop,
    notify,
    pause,
    run_template,
    select_targets,
    sleep,
    timer_trigger,
    wait_for,
)
from scalehook.template_engine.actions.action import (
    Action,
    CallNeeded,
    ChildNeeded,
    Failed,
    Listen,
    Outcome,
    PostNeeded,
    Rejected,
    RequestNeeded,
    Retry,
    Succeeded,
    Wait,
)
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.library import product_actions
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.notices import NotifyType
from scalehook_contracts.template_engine.tasks import RecordApiAnswer

TRIGGERS = {
    "acs::alarmtrigger": Action(alarm_trigger.begin, notice=pause.notice),
    "acs::eventtrigger": Action(event_trigger.begin, notice=pause.notice),
    "acs::timertrigger": Action(timer_trigger.begin, notice=pause.notice),
}
ACTIONS = TRIGGERS | {
    "acs::approve": Action(approve.begin, approve.take, approve.notice),
    "acs::checkfor": Action(check_for.begin, check_for.take),
    "acs::choice": Action(choice.begin),
    "acs::executeapi": Action(execute_api.begin, execute_api.take),
    "acs::executehttprequest": Action(execute_http_request.begin, execute_http_request.take),
    "acs::loop": Action(loop.begin),
    "acs::notify": Action(notify.begin, notify.take),
    "acs::pause": Action(pause.begin, notice=pause.notice),
    "acs::selecttargets": Action(select_targets.begin, select_targets.take),
    "acs::sleep": Action(sleep.begin),
    "acs::template": Action(run_template.begin),
    "acs::waitfor": Action(wait_for.begin, wait_for.take),
}

__all__ = [
    "CallNeeded", "ChildNeeded", "Failed", "Listen", "Outcome", "PostNeeded", "Rejected",
    "RequestNeeded", "Retry",
    "Succeeded", "Wait", "begin", "is_known", "is_trigger", "notice", "take",
]  # fmt: skip

log = Log(__name__)


def is_known(name: str) -> bool:
    """Whether there is such an action, in any letter case."""
    return _action_of(name) is not None


def is_trigger(name: str) -> bool:
    """Whether the action waits for something outside, and starts executions, in any letter case."""
    return name.lower() in TRIGGERS


def begin(run: TaskRun) -> Outcome:
    """What the task's action asks for first, and again for every try."""
    action = _action_of(run.action)
    if action is None:
        return Failed(f"the action {run.action} is not simulated")
    return _said(run, lambda: action.begin(run))


def take(run: TaskRun, node: TaskNode, answer: RecordApiAnswer, allowance: Allowance) -> Outcome:
    """What it makes of the answer of the API that it called."""
    action = _action_of(run.action)
    if action is None or action.take is None:
        return Failed(f"the action {run.action} calls no API")
    take = action.take
    return _said(run, lambda: take(run, node, answer, allowance))


def notice(run: TaskRun, kind: NotifyType) -> Outcome:
    """What it makes of what somebody tells it."""
    action = _action_of(run.action)
    if action is None or action.notice is None:
        return Failed(f"the action {run.action} waits for nobody")
    hear = action.notice
    return _said(run, lambda: hear(run, kind))


def _said(run: TaskRun, ask: Callable[[], Outcome]) -> Outcome:
    """An action that crashes fails its task: the execution must not wait for it for ever."""
    try:
        return ask()
    except Exception as crash:
        log.exception("action failed", action=run.action, task_execution_id=run.task_id)
        return Failed(f"InternalError message: {crash!r}")


def _action_of(name: str) -> Action | None:
    """The action with this name, in any letter case; None when it is not simulated."""
    if name.lower() in product_actions():
        return Action(run_template.begin_product_action)
    return ACTIONS.get(name.lower())
