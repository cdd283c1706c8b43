"""Lifecycle hooks that name a bus: an event tries the way before the first one is needed."""

from scalehook.event_bus.envelopes import envelope, time_of
from scalehook.event_bus.receiving import receive
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State
from scalehook.kit import Work
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.hooks import LifecycleHookCreated


def on_lifecycle_hook_created(event: LifecycleHookCreated, work: Work[State, Settings]) -> None:
    """`ess:LifecycleHook:Test`, with what a consumer would get, but for the action."""
    if not event.notification_arn:
        return
    receiver = Receiver.parse(event.notification_arn)
    bus = work.state.buses.get(receiver.name)
    if receiver.kind is not Kind.EVENT_BUS or bus is None:
        return
    region, account = work.settings.region, work.settings.account_id
    said = {
        "id": work.new_uuid(),
        "source": "acs.ess",
        "type": "ess:LifecycleHook:Test",
        "subject": f"acs:ess:{region}:{account}:scalinggroup/{event.scaling_group_id}",
        "time": time_of(work.now),
    }
    receive(bus, envelope(said, _data(event), bus.name, work.now, work.settings), work)


def _data(event: LifecycleHookCreated) -> dict[str, object]:
    return {
        "lifecycleHookId": event.lifecycle_hook_id,
        "lifecycleHookName": event.lifecycle_hook_name or event.lifecycle_hook_id,
        "lifecycleTransition": event.lifecycle_transition,
        "defaultResult": event.default_result,
        "scalingGroupId": event.scaling_group_id,
        "scalingGroupName": event.scaling_group_name or event.scaling_group_id,
        "notificationMetadata": event.notification_metadata,
    }
