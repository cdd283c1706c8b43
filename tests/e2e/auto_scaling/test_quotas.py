"""One more than a limit allows is refused as documented, through two generations of SDKs."""

from collections.abc import Iterator
from typing import Any

import pytest
from mns.queue import QueueMeta

from support.cloud.clients import Clients
from support.cloud.generations import Newer, Older, Refusal
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.cloud.resources import Resources

LIMITS = (
    "SCALING_GROUPS", "SCALING_CONFIGURATIONS", "SCALING_RULES", "SCHEDULED_TASKS", "LIFECYCLE_HOOKS",
    "NOTIFICATION_CONFIGURATIONS", "LOAD_BALANCERS", "V_SERVER_GROUPS", "DB_INSTANCES",
)  # fmt: skip
IN_THE_GROUP = "quota exceeded in the specified scaling group."
ROWS = [
    ("CreateScalingGroup", "QuotaExceeded.ScalingGroup", "Scaling group quota exceeded."),
    (
        "CreateScalingConfiguration",
        "QuotaExceeded.ScalingConfiguration",
        f"Scaling configuration {IN_THE_GROUP}",
    ),
    ("CreateScalingRule", "QuotaExceeded.ScalingRule", f"Scaling rule {IN_THE_GROUP}"),
    ("CreateLifecycleHook", "QuotaExceeded.LifecycleHook", f"Lifecycle hook {IN_THE_GROUP}"),
    ("CreateScheduledTask", "QuotaExceeded.ScheduledTask", "Scheduled task quota exceeded."),
    (
        "CreateNotificationConfiguration",
        "NotificationConfigurationQuotaExceed.ForScalingGroup",
        "NotificationConfiguration num exceed for the specified scalingGroup.",
    ),
    (
        "AttachLoadBalancers",
        "QuotaExceeded.LoadBalancer",
        'LoadBalancer quota exceeded in the scaling group "{group}".',
    ),
    ("AttachVServerGroups", "QuotaExceeded.VServerGroup", f"VServerGroup {IN_THE_GROUP}"),
    ("AttachDBInstances", "QuotaExceeded.RDS", '"RDS" quota exceeded.'),
]


class Full:
    """A group that has one of everything; and how to ask for one of everything."""

    def __init__(self, clients: Clients) -> None:
        self.clients, self.resources = clients, Resources(clients)
        self.queues = iter(("first", "second", "third"))
        self.rule = ""
        call = Newer(clients)
        self.group = call("CreateScalingGroup", MinSize=0, MaxSize=5)["ScalingGroupId"]
        self.rule = call("CreateScalingRule", **self.one_more("CreateScalingRule"))["ScalingRuleAri"]
        for action, *_ in ROWS:
            if action not in ("CreateScalingGroup", "CreateScalingRule"):
                call(action, **self.one_more(action))

    def one_more(self, action: str) -> dict[str, Any]:
        """What asks for it."""
        named = {"ScalingGroupId": self.group}
        match action:
            case "CreateScalingGroup":
                return {"MinSize": 0, "MaxSize": 5}
            case "CreateScalingConfiguration":
                return named | {"ImageId": "img", "InstanceType": "ecs.g7.large"}
            case "CreateScalingRule":
                return named | {"AdjustmentType": "TotalCapacity", "AdjustmentValue": 1}
            case "CreateLifecycleHook":
                return named | {"LifecycleTransition": "SCALE_OUT"}
            case "CreateScheduledTask":
                daily = {"RecurrenceType": "Cron", "RecurrenceValue": "0 0 * * *"}
                return daily | {"ScheduledAction": self.rule}
            case "CreateNotificationConfiguration":
                types = ["AUTOSCALING:SCALE_IN_SUCCESS"]
                return named | {"NotificationArn": self._queue(), "NotificationTypes": types}
            case "AttachLoadBalancers":
                return named | {"LoadBalancers": [self.resources.balancer()]}
            case "AttachVServerGroups":
                return named | {"VServerGroups": [self._v_group()]}
            case _:
                return named | {"DBInstances": [self.resources.database()]}

    def _queue(self) -> str:
        name = next(self.queues)
        self.clients.mns.get_queue(name).create(QueueMeta())
        return self.clients.arn("mns", f"queue/{name}")

    def _v_group(self) -> dict[str, Any]:
        balancer = self.resources.balancer()
        attribute = {"VServerGroupId": self.resources.v_group(balancer), "Port": 80}
        return {"LoadBalancerId": balancer, "VServerGroupAttributes": [attribute]}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    """A stack in which there may be one of everything, and is."""
    state = tmp_path_factory.mktemp("full") / "state"
    state.mkdir()
    settings = {
        "SCALEHOOK_LATE_EVENTS_SECONDS": "0",
        **{f"SCALEHOOK_MAX_{what}": "1" for what in LIMITS},
    }
    running = StackProcess(state, options=("--speed", "0.001"), environment=settings).start()
    yield Full(Clients(running.address, KEY_ID, SECRET))
    assert running.stop() == 0, running.log()


@pytest.mark.parametrize("generation", [Older, Newer])
@pytest.mark.parametrize(("action", "code", "message"), ROWS, ids=[row[0] for row in ROWS])
def test_one_too_many(
    full: Full, action: str, code: str, message: str, generation: type[Older | Newer]
) -> None:
    """Status, code and message are the documented ones."""
    found = generation(full.clients).refusal(action, **full.one_more(action))
    assert found == Refusal(400, code, message.format(group=full.group))
