"""A world with something of everything that Auto Scaling knows, to ask about."""

import re
from datetime import datetime, timedelta
from typing import Any

from alibabacloud_ram20150501 import models as ram
from mns.queue import QueueMeta

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.generations import Older
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.cloud.resources import Resources

MACHINE = {"ImageId": "img", "InstanceType": "ecs.g7.large", "SecurityGroupId": "sg-1"}
ADD = {"AdjustmentType": "QuantityChangeInCapacity", "AdjustmentValue": 1}
TRACK = {"ScalingRuleType": "TargetTrackingScalingRule", "MetricName": "CpuUtilization"}
STEPPED = {"ScalingRuleType": "StepScalingRule", "AdjustmentType": "QuantityChangeInCapacity"}


class Furnished:
    """Its things by the names that the rows have for them: `ids`."""

    def __init__(self, process: StackProcess) -> None:
        self.clients = Clients(process.address, KEY_ID, SECRET)
        self.call, self.process = Older(self.clients), process
        self.resources = Resources(self.clients)
        self.ids: dict[str, str] = {}
        self._ecs = Actions(self.clients, "2014-05-26")
        self._back_ends()
        self._templates()
        self._guests()
        self._groups()
        self._rules()
        self._around()
        self._broken()
        self._stranger()

    def filled(self, value: Any) -> Any:
        """With ids where a row has names in braces."""
        if isinstance(value, str):
            return re.sub(r"\{(\w+)\}", lambda found: self.ids[found[1]], value)
        if isinstance(value, list):
            return [self.filled(item) for item in value]
        if isinstance(value, dict):
            return {name: self.filled(item) for name, item in value.items()}
        return value

    def group(self, **more: Any) -> str:
        """A new group."""
        given = {"MinSize": 0, "MaxSize": 3, "DefaultCooldown": 0, **more}
        return str(self.call("CreateScalingGroup", **given)["ScalingGroupId"])

    def configuration(self, group: str, **more: Any) -> str:
        """A new configuration of a group."""
        answer = self.call("CreateScalingConfiguration", ScalingGroupId=group, **MACHINE, **more)
        return str(answer["ScalingConfigurationId"])

    def machines(self, amount: int) -> list[str]:
        """New instances of no group, running."""
        made = self._ecs("RunInstances", Amount=amount, **MACHINE)["InstanceIdSets"]["InstanceIdSet"]
        self.process.advance(60)
        return list(made)

    def _back_ends(self) -> None:
        make = self.resources
        self.ids |= {
            "balancer": make.balancer(),
            "idle": make.balancer(),
            "deaf": make.balancer(),
            "unchecked": make.balancer(listener=False),
            "other_balancer": make.balancer(),
            "attached_alb": make.server_group("attached"),
            "alb": make.server_group("loose"),
            "database": make.database(),
        }
        self.ids["v_group"] = make.v_group(self.ids["other_balancer"])
        self.ids["unchecked_v_group"] = make.v_group(self.ids["unchecked"])
        self.ids["idle_v_group"] = make.v_group(self.ids["idle"])

    def _templates(self) -> None:
        parts = {"ImageId": "img", "InstanceType": "ecs.g7.large", "SecurityGroupId": "sg-1"}
        for name, left_out in (
            ("template", ""),
            ("no_image", "ImageId"),
            ("no_type", "InstanceType"),
            ("no_security", "SecurityGroupId"),
        ):
            given = {key: value for key, value in parts.items() if key != left_out}
            named = {"LaunchTemplateName": name.replace("_", "-"), **given}
            self.ids[name] = self._ecs("CreateLaunchTemplate", **named)["LaunchTemplateId"]

    def _guests(self) -> None:
        names = ("guest", "guest2", "guest3", "guest4", "stopped")
        self.ids |= dict(zip(names, self.machines(len(names)), strict=True))
        self._ecs("StopInstance", InstanceId=self.ids["stopped"])
        self.process.advance(60)

    def _groups(self) -> None:
        ids, call = self.ids, self.call
        ids["active"] = self.group(
            ScalingGroupName="rows-active", MinSize=1, DesiredCapacity=2, AlbServerGroups=[
                {"AlbServerGroupId": ids["attached_alb"], "Port": 80, "Weight": 50}
            ],
        )  # fmt: skip
        ids["configuration"] = self.configuration(ids["active"], ScalingConfigurationName="rows-used")
        ids["spare"] = self.configuration(ids["active"], ScalingConfigurationName="rows-spare")
        ids["empty"] = self.group(ScalingGroupName="rows-empty")
        ids["own"] = self.configuration(ids["empty"])
        ids["bare"] = self.group()
        ids["containers"] = self.group(GroupType="ECI")
        ids["worn"] = self.configuration(ids["active"])
        self._enable("active", ids["worn"])
        for name in ("busy", "spent"):
            self._hold(name)
        self.process.advance(90)
        found = call("DescribeScalingInstances", ScalingGroupId=ids["active"])
        instances = found["ScalingInstances"]["ScalingInstance"]
        ids["one"], ids["two"] = (instance["InstanceId"] for instance in instances)
        given = {"ScalingGroupId": ids["active"]}
        call("ModifyScalingGroup", **given, ActiveScalingConfigurationId=ids["configuration"])
        for name in ("busy", "spent"):
            actions = call("DescribeLifecycleActions", ScalingActivityId=ids[f"{name}_activity"])
            [action] = actions["LifecycleActions"]["LifecycleAction"]
            ids[f"{name}_token"] = action["LifecycleActionToken"]
            [ids[f"{name}_instance"]] = action["InstanceIds"]["InstanceId"]
        spent = {"lifecycleHookId": ids["spent_hook"], "lifecycleActionToken": ids["spent_token"]}
        while self.call.refusal("RecordLifecycleActionHeartbeat", **spent) is None:
            pass

    def _enable(self, name: str, configuration: str) -> None:
        given = {"ScalingGroupId": self.ids[name], "ActiveScalingConfigurationId": configuration}
        self.call("EnableScalingGroup", **given)

    def _hold(self, name: str) -> None:
        ids, call = self.ids, self.call
        ids[name] = self.group()
        hook = call("CreateLifecycleHook", ScalingGroupId=ids[name], LifecycleHookName="rows-hook",
                    LifecycleTransition="SCALE_OUT", HeartbeatTimeout=21600)  # fmt: skip
        ids[f"{name}_hook"] = hook["LifecycleHookId"]
        self._enable(name, self.configuration(ids[name]))
        self._grow(name)

    def _grow(self, name: str) -> None:
        made = self.call("CreateScalingRule", ScalingGroupId=self.ids[name], **ADD)
        self.ids[f"{name}_ari"] = made["ScalingRuleAri"]
        started = self.call("ExecuteScalingRule", ScalingRuleAri=made["ScalingRuleAri"])
        self.ids[f"{name}_activity"] = started["ScalingActivityId"]

    def _broken(self) -> None:
        """Groups whose load balancer does not work any more."""
        ids, slb = self.ids, Actions(self.clients, "2014-05-15")
        for name in ("idle", "deaf"):
            behind = {"LoadBalancerIds": f'["{ids[name]}"]'}
            ids[f"{name}_group"], ids[f"{name}_off"] = self.group(**behind), self.group(**behind)
            ids[f"{name}_off_own"] = self.configuration(ids[f"{name}_off"])
            self._enable(f"{name}_group", self.configuration(ids[f"{name}_group"]))
            self._grow(f"{name}_group")
        self.process.advance(90)
        for name in ("idle", "deaf"):
            found = self.call("DescribeScalingInstances", ScalingGroupId=ids[f"{name}_group"])
            [instance] = found["ScalingInstances"]["ScalingInstance"]
            ids[f"{name}_one"] = instance["InstanceId"]
        slb("SetLoadBalancerStatus", LoadBalancerId=ids["idle"], LoadBalancerStatus="inactive")
        slb("DeleteLoadBalancerListener", LoadBalancerId=ids["deaf"], ListenerPort=80)
        self.process.advance(5)

    def _rules(self) -> None:
        step = {"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}
        for name, more in (
            ("rule", {**ADD, "ScalingRuleName": "rows-rule"}),
            ("same", {"AdjustmentType": "TotalCapacity", "AdjustmentValue": 2}),
            ("step", {**STEPPED, "StepAdjustments": [step]}),
            ("track", {**TRACK, "TargetValue": 50}),
            ("predict", {**TRACK, "ScalingRuleType": "PredictiveScalingRule", "TargetValue": 50}),
            ("track2", {**TRACK, "MetricName": "MemoryUtilization", "TargetValue": 50}),
        ):
            made = self.call("CreateScalingRule", ScalingGroupId=self.ids["active"], **more)
            self.ids[name], self.ids[f"{name}_ari"] = made["ScalingRuleId"], made["ScalingRuleAri"]
        made = self.call("CreateScalingRule", ScalingGroupId=self.ids["empty"], **ADD)
        self.ids["empty_ari"] = made["ScalingRuleAri"]

    def _around(self) -> None:
        ids, call, clients = self.ids, self.call, self.clients
        ids["later"] = self.later()
        clients.mns.get_queue("rows").create(QueueMeta())
        ids["queue_arn"] = clients.arn("ess", "queue/rows")
        told = {
            "NotificationArn": ids["queue_arn"],
            "NotificationTypes": ["AUTOSCALING:SCALE_OUT_ERROR"],
        }
        call("CreateNotificationConfiguration", ScalingGroupId=ids["active"], **told)
        for number in range(6):
            clients.mns.get_queue(f"rows-{number}").create(QueueMeta())
            told["NotificationArn"] = clients.arn("ess", f"queue/rows-{number}")
            call("CreateNotificationConfiguration", ScalingGroupId=ids["bare"], **told)
            call("CreateLifecycleHook", ScalingGroupId=ids["bare"], LifecycleTransition="SCALE_IN",
                 LifecycleHookName=f"rows-{number}")  # fmt: skip
        for name in ("task", "task2"):
            given = {"ScheduledAction": ids["rule_ari"], "ScheduledTaskName": f"rows-{name}"}
            made = call("CreateScheduledTask", RecurrenceType="Cron", RecurrenceValue="0 2 * * *",
                        RecurrenceEndTime=ids["later"], TaskEnabled=False, **given)  # fmt: skip
            ids[name] = made["ScheduledTaskId"]
        made = call("CreateAlarm", ScalingGroupId=ids["active"], MetricName="CpuUtilization",
                    Threshold=80, AlarmActions=[ids["rule_ari"]])  # fmt: skip
        ids["alarm"] = made["AlarmTaskId"]
        tags = [{"Key": "team", "Value": "rows"}]
        given = {"ResourceType": "scalinggroup", "ResourceIds": [ids["active"]]}
        call("TagResources", Tags=tags, **given)

    def later(self) -> str:
        """A month from the stack's now."""
        now = datetime.fromisoformat(str(self.process.advance(0)["now"]))
        return (now + timedelta(days=30)).strftime("%Y-%m-%dT%H:%MZ")

    def _stranger(self) -> None:
        self.clients.ram.create_user(ram.CreateUserRequest(user_name="stranger"))
        request = ram.CreateAccessKeyRequest(user_name="stranger")
        key = self.clients.ram.create_access_key(request).body.access_key
        address = self.clients.address
        self.stranger = Clients(address, key.access_key_id, key.access_key_secret)
