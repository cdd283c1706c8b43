"""What a log line says of an event."""

from datetime import UTC, datetime

from structlog.testing import capture_logs

from scalehook.kit.host.event_log import log_events
from scalehook.kit.machine.entry import Entry
from scalehook_contracts.base import Event
from scalehook_contracts.message_service.messages import MessageEnqueued, MessageReceived
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded
from scalehook_contracts.scaling_controller.hooks import LifecycleHookTimeoutTooShort

AT = datetime(2027, 3, 4, 5, 6, 7, tzinfo=UTC)


def logged(*events: Event) -> list[dict[str, object]]:
    entry = Entry("m-1", "any", AT, correlation_id="r-1", recorded=list(events))
    with capture_logs() as lines:
        log_events("some_service", [entry])
    return [dict(line) for line in lines]


def test_a_line_carries_ids_and_virtual_time() -> None:
    """What it is about, how that ended, and when in the stack's own time."""
    [line] = logged(
        LifecycleActionEnded(
            scaling_activity_id="asa-1",
            lifecycle_hook_id="ash-1",
            lifecycle_action_token="T-1",
            lifecycle_action_status="Completed",
            lifecycle_action_result="CONTINUE",
        )
    )
    assert line == {
        "event": "scaling_controller.lifecycle_action_ended",
        "log_level": "info",
        "at": "2027-03-04T05:06:07Z",
        "scaling_activity_id": "asa-1",
        "lifecycle_hook_id": "ash-1",
        "lifecycle_action_token": "T-1",
        "lifecycle_action_status": "Completed",
        "lifecycle_action_result": "CONTINUE",
        "service": "some_service",
        "correlation_id": "r-1",
    }


def test_what_users_sent_is_not_logged() -> None:
    """The line names the message; its body stays out."""
    [line] = logged(
        MessageEnqueued.model_construct(queue_name="q", message_id="M", message_body="secret")
    )
    assert (line["queue_name"], line["message_id"]) == ("q", "M")
    assert "secret" not in str(line)


def test_a_caution_says_all_that_it_knows() -> None:
    """As a warning."""
    [line] = logged(
        LifecycleHookTimeoutTooShort(lifecycle_hook_id="ash-1", heartbeat_timeout=30, script_timeout=60)
    )
    assert line["log_level"] == "warning"
    assert (line["lifecycle_hook_id"], line["script_timeout"]) == ("ash-1", 60)
    assert line["at"] == "2027-03-04T05:06:07Z"


def test_a_receipt_is_logged_with_both_its_requests() -> None:
    """The client's own, and the one with which the message was sent."""
    [line] = logged(
        MessageReceived(
            queue_name="q", serial=1, message_id="m", receipt_handle="h", received_at=0,
            next_visible_time=1, request_id="of the hook",
        )
    )  # fmt: skip
    assert (line["correlation_id"], line["request_id"]) == ("r-1", "of the hook")
