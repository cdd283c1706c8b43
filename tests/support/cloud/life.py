"""A bit of everything, under way: what a stack that is killed has to go on with."""

from collections import Counter
from datetime import datetime, timedelta

from alibabacloud_ess20220222 import models as m

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.http import HTTP

BOOT, LONG = 5, 21600


class Life:
    """Of three groups one gets an instance attached, one is refreshed, and one has a scheduled task and
    an alarm. Hooks hold the first two.
    """

    def __init__(self, stack: StackProcess) -> None:
        self.stack = stack
        self.clients = Clients(stack.address, KEY_ID, SECRET)
        self.call = Actions(self.clients)
        self.attaching, self.refreshing, self.told = (Group(self.clients) for _ in range(3))
        self.refreshing.execute(self.refreshing.rule(2))
        stack.advance(BOOT)
        self.hooks = {
            group.id: group.hook(heartbeat_timeout=LONG) for group in (self.attaching, self.refreshing)
        }
        self._attach()
        self._refresh()
        self._plan()

    def check_that_all_waits(self) -> None:
        """As it stood."""
        assert self.attaching.states() == ["Pending:Wait"]
        assert "Pending:Wait" in self.refreshing.states()

    def let_go(self) -> None:
        """Complete what waits; from now on no hook holds anything."""
        for group in (self.attaching, self.refreshing):
            self.clients.ess.modify_lifecycle_hook(
                m.ModifyLifecycleHookRequest(
                    region_id=self.clients.region,
                    lifecycle_hook_id=self.hooks[group.id],
                    lifecycle_hook_status="InActive",
                )
            )
            for activity in group.activities():
                for action in group.actions(activity.scaling_activity_id):
                    group.complete(self.hooks[group.id], action.lifecycle_action_token)

    def check_that_all_was_done_once(self) -> None:
        """And by whom."""
        [attached] = self.attaching.instances()
        assert (attached.lifecycle_state, attached.instance_id) == ("InService", self.guest)
        [activity] = self.attaching.activities()
        assert activity.status_code == "Successful"
        assert self.refreshing.states() == ["InService"] * 2
        assert not self.before & {each.instance_id for each in self.refreshing.instances()}
        listed = m.DescribeInstanceRefreshesRequest(
            region_id=self.clients.region, scaling_group_id=self.refreshing.id
        )
        [task] = self.clients.ess.describe_instance_refreshes(listed).body.instance_refresh_tasks
        assert (task.status, task.finished_update_capacity) == ("Successful", 2)
        made = Counter(each.trigger_source_type for each in self.told.activities())
        assert made == {"Cms": 1, "Ess": 1}, made
        assert self.told.states() == ["InService"] * 3

    def _attach(self) -> None:
        machine = {"ImageId": "img", "InstanceType": "ecs.g7.large"}
        made = Actions(self.clients, "2014-05-26")("RunInstances", **machine)
        [self.guest] = made["InstanceIdSets"]["InstanceIdSet"]
        self.stack.advance(BOOT)
        self.clients.ess.attach_instances(
            m.AttachInstancesRequest(
                scaling_group_id=self.attaching.id, instance_ids=[self.guest], lifecycle_hook=True
            )
        )

    def _refresh(self) -> None:
        self.before = {each.instance_id for each in self.refreshing.instances()}
        self.clients.ess.start_instance_refresh(
            m.StartInstanceRefreshRequest(
                region_id=self.clients.region,
                scaling_group_id=self.refreshing.id,
                desired_configuration=m.StartInstanceRefreshRequestDesiredConfiguration(
                    image_id="other"
                ),
            )
        )
        self.stack.advance(BOOT)

    def _plan(self) -> None:
        """In ten minutes two more; and one more when the alarm has seen too much for a minute."""
        now = datetime.fromisoformat(HTTP.get(f"{self.stack.endpoint}/_scalehook/clock").json()["now"])
        self.call(
            "CreateScheduledTask",
            ScheduledAction=self.told.rule(2),
            LaunchTime=f"{now + timedelta(minutes=10):%Y-%m-%dT%H:%MZ}",
        )
        self.call(
            "CreateAlarm", ScalingGroupId=self.told.id, MetricType="custom", MetricName="jobs",
            Threshold=5, Period=60, EvaluationCount=1, AlarmAction__1=self.told.rule(1), GroupId=7,
            Dimension__1__DimensionKey="host", Dimension__1__DimensionValue="a",
        )  # fmt: skip
        self._report()

    def _report(self) -> None:
        Actions(self.clients, "2019-01-01")(
            "PutCustomMetric", MetricList__1__GroupId="7", MetricList__1__MetricName="jobs",
            MetricList__1__Dimensions='{"host":"a"}', MetricList__1__Type="0",
            MetricList__1__Values='{"value":9}',
        )  # fmt: skip
