"""Lifecycle actions: completed, extended, timed out, described."""

from itertools import dropwhile, islice

from scalehook.kit import Work
from scalehook.scaling_controller import proceeding, waits
from scalehook.scaling_controller.lookups import action_of, activity_of, check_region
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.views.actions import action_view
from scalehook_contracts.base import DONE, Done
from scalehook_contracts.errors.common import IdempotentParameterMismatch, InvalidParameter
from scalehook_contracts.errors.scaling import (
    LifecycleActionRecordTimesExceeded,
    LifecycleActionTimeExceeded,
    NoSuchLifecycleAction,
)
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    DescribeLifecycleActions,
    ExpireLifecycleAction,
    LifecycleActionExtended,
    LifecycleActionPage,
    RecordLifecycleActionHeartbeat,
)

LONGEST_WAIT_SECONDS = 21_600
MOST_EXTENSIONS = 20


def complete_lifecycle_action(command: CompleteLifecycleAction, work: Work[State, Settings]) -> Done:
    """End the wait by hand. The same call again with the same ClientToken is answered the same."""
    check_region(command.region_id, work)
    activity, action = action_of(command.lifecycle_hook_id, command.lifecycle_action_token, work.state)
    result = command.lifecycle_action_result or action.default_result
    token = command.client_token
    if token and (token, result) == (action.client_token, action.result):
        return DONE
    if token in work.state.catalogue.completed:
        raise IdempotentParameterMismatch()
    if not action.pending:
        raise NoSuchLifecycleAction()
    end = waits.WaitEnd("Completed", result, token)
    proceeding.end_wait(activity, action, end, work)
    return DONE


def record_lifecycle_action_heartbeat(
    command: RecordLifecycleActionHeartbeat, work: Work[State, Settings]
) -> Done:
    """The wait now ends `heartbeatTimeout` seconds from now."""
    check_region(command.region_id, work)
    activity, action = action_of(command.lifecycle_hook_id, command.lifecycle_action_token, work.state)
    if not action.pending:
        raise NoSuchLifecycleAction()
    if action.extensions >= MOST_EXTENSIONS:
        raise LifecycleActionRecordTimesExceeded()
    deadline = work.now.timestamp() + command.heartbeat_timeout
    if deadline > action.started_at + LONGEST_WAIT_SECONDS:
        raise LifecycleActionTimeExceeded()
    work.record(
        LifecycleActionExtended(
            scaling_activity_id=activity.activity_id,
            lifecycle_action_token=action.token,
            deadline=deadline,
            request_id=activity.request_id,
        )
    )
    waits.watch(activity, action, work)
    return DONE


def expire_lifecycle_action(command: ExpireLifecycleAction, work: Work[State, Settings]) -> Done:
    """The deadline has come: the default result decides."""
    activity = work.state.activities[command.scaling_activity_id]
    action = activity.actions[command.lifecycle_action_token]
    if action.pending:
        end = waits.WaitEnd("Timeout", action.default_result)
        proceeding.end_wait(activity, action, end, work)
    return DONE


def describe_lifecycle_actions(
    command: DescribeLifecycleActions, work: Work[State, Settings]
) -> LifecycleActionPage:
    """The actions of an activity, oldest first. A page's token is that of the action which the next one
    begins with: it stays right whatever ends in between.
    """
    check_region(command.region_id, work)
    activity = activity_of(command.scaling_activity_id, work)
    wanted = command.lifecycle_action_status
    if command.next_token and command.next_token not in activity.actions:
        raise InvalidParameter(name="NextToken")
    rest = dropwhile(lambda a: command.next_token not in ("", a.token), activity.actions.values())
    chosen = list(islice((a for a in rest if wanted in (None, a.status)), command.max_results + 1))
    following = chosen[command.max_results :]
    return LifecycleActionPage(
        total_count=sum(wanted in (None, a.status) for a in activity.actions.values()),
        max_results=command.max_results,
        next_token=following[0].token if following else "",
        lifecycle_actions=[action_view(action) for action in chosen[: command.max_results]],
    )
