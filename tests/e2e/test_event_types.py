"""Each type of event that Auto Scaling gives to EventBridge, as a CloudEvent with exactly its fields."""

import json
from datetime import timedelta
from itertools import product
from typing import Any

from scalehook.event_bus.official_sources import AUTO_SCALING
from scalehook.testing.builders.group import Group
from scalehook.testing.cloud import Cloud
from scalehook_contracts.event_bus.rules import CreateRule
from scalehook_contracts.fleet.conditions import SetFleetConditions, StockLevel
from scalehook_contracts.fleet.instance_deletion import DeleteInstance
from scalehook_contracts.scaling_controller.hooks import ModifyLifecycleHook
from scalehook_contracts.scaling_controller.processes import SuspendProcesses
from scalehook_contracts.scaling_controller.scheduled_tasks import CreateScheduledTask

DAY = timedelta(days=1)
ENVELOPE = {
    "id", "source", "specversion", "type", "subject", "datacontenttype", "dataschema", "time",
    "aliyunaccountid", "aliyunoriginalaccountid", "aliyunpublishtime", "aliyuneventbusname",
    "aliyunregionid", "aliyunpublishaddr", "data",
}  # fmt: skip
HOOK = {
    "lifecycleHookId", "lifecycleHookName", "lifecycleTransition", "defaultResult", "scalingGroupId",
    "notificationMetadata", "scalingGroupName",
}  # fmt: skip
ACTION = HOOK | {
    "lifecycleActionToken", "requestId", "scalingActivityId", "instanceIds",
}  # fmt: skip
ACTIVITY = {
    "scalingGroupId", "scalingGroupName", "scalingActivityId", "statusCode", "statusMessage",
    "description", "cause", "progress", "totalCapacity", "autoCreatedCapacity", "attachedCapacity",
    "scalingInstanceNumber", "triggerSourceType", "triggerSourceId", "errorCode", "errorMessage",
    "requestId", "lifecycleTransition", "instanceIds", "startTime", "endTime",
}  # fmt: skip
TASK = {"scalingGroupId", "scalingGroupName", "scheduledTaskId", "scheduledTaskName", "expirationTime"}
ENDS = {"Start": "START", "Success": "SUCCESS", "PartialSuccess": "WARN", "Error": "ERROR"}
WAYS = {"ScaleOut": "SCALEOUT", "ScaleIn": "SCALEIN"}


class Listener:
    """A queue that has all events of Auto Scaling but those of calls."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud, self.queue = cloud, cloud.queue("events")
        pattern = {"source": ["acs.ess"], "type": [{"anything-but": {"prefix": "ess:ActionTrail:"}}]}
        arn = f"acs:mns:{cloud.region}:{cloud.account_id}:queues/events"
        target = {"Id": "1", "Type": "acs.mns.queue", "Endpoint": arn}
        named = {"event_bus_name": "default", "rule_name": "all"}
        texts = {"filter_pattern": json.dumps(pattern), "event_targets": json.dumps([target])}
        cloud.call(CreateRule(**named, **texts))
        self.heard: dict[str, dict[str, Any]] = {}

    def listen(self) -> None:
        """To what has come by now."""
        self.cloud.quiet()
        while self.queue.depth:
            message = self.queue.receive()
            event = json.loads(message.text)
            self.heard[event["type"]] = event
            message.delete()

    def activities(self, group: Group) -> None:
        """All of two instances, one of two, none; and the same on the way in."""

        def scale(by: int) -> None:
            group.scale(by)
            self.cloud.advance(120)
            self.listen()

        for stock in (4, 1, 0):
            self.cloud.call(SetFleetConditions(stock=[StockLevel(instance_type="*", amount=stock)]))
            scale(2)
        scale(-1)
        [hook] = [each for each in group.hooks if each.view.lifecycle_transition == "SCALE_IN"]
        self.cloud.call(ModifyLifecycleHook(lifecycle_hook_id=hook.id, default_result="ROLLBACK"))
        scale(-1)
        group.scale(-2)
        self.cloud.advance(10)
        gone = group.instances[0].instance_id
        self.cloud.call(DeleteInstance(instance_id=gone, force=True))
        self.cloud.advance(120)

    def tasks(self, group: Group) -> None:
        """One that may not run, one that runs out."""
        self.cloud.call(SuspendProcesses(scaling_group_id=group.id, processes=["ScheduledAction"]))
        for days, more in (
            (1, {}),
            (
                2,
                {
                    "recurrence_type": "Daily",
                    "recurrence_value": "1",
                    "recurrence_end_time": self._in(5),
                },
            ),
        ):
            named = {"region_id": self.cloud.region, "scaling_group_id": group.id, "min_value": 1}
            self.cloud.call(CreateScheduledTask(**named, launch_time=self._in(days), **more))
        self.cloud.advance(3 * DAY)
        self.listen()

    def _in(self, days: int) -> str:
        return (self.cloud.now + days * DAY).strftime("%Y-%m-%dT%H:%MZ")


def test_each_type(scalehook_session: Cloud) -> None:
    """Provoked by what it tells of; those of activities come as CloudMonitor's as well."""
    cloud = scalehook_session
    listener = Listener(cloud)
    group = cloud.group("told", max_size=9)
    bus = f"acs:eventbridge:{cloud.region}:{cloud.account_id}:eventbus/default"
    for way in ("SCALE_OUT", "SCALE_IN"):
        group.hook(way, bus, timeout=60, default="CONTINUE", metadata="note")
    listener.activities(group)
    listener.tasks(group)
    expected = {
        "ess:LifecycleHook:Test": HOOK,
        "ess:LifecycleHook:ScaleOut": ACTION,
        "ess:LifecycleHook:ScaleIn": ACTION,
        "ess:CloudMonitor:AUTOSCALING[SCALEREJECT]": ACTIVITY,
        "ess:CloudMonitor:AUTOSCALING[SCHEDULETASKEXPIRING]": TASK,
    }
    for way, end in product(WAYS, ENDS):
        expected[f"ess:ScalingActivity:{way}{end}"] = ACTIVITY
        expected[f"ess:CloudMonitor:AUTOSCALING[{WAYS[way]}{ENDS[end]}]"] = ACTIVITY
    assert expected.keys() | {"ess:ActionTrail:ApiCall"} == set(AUTO_SCALING.types)
    assert {kind: set(event["data"]) for kind, event in listener.heard.items()} == expected
    arn = f"acs:ess:{cloud.region}:{cloud.account_id}:scalinggroup/{group.id}"
    for event in listener.heard.values():
        assert event.keys() == ENVELOPE
        assert (event["source"], event["specversion"], event["subject"]) == ("acs.ess", "1.0", arn)
        data = event["data"]
        assert (data["scalingGroupId"], data["scalingGroupName"]) == (group.id, "told")
        assert data.get("lifecycleHookName", "x") and data.get("notificationMetadata", "note") == "note"
