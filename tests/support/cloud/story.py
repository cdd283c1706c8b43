"""What each operation of Auto Scaling does when all is well: what is read, and a group's life."""

from typing import Any

from support.cloud.furnished import ADD, MACHINE, Furnished
from support.cloud.generations import Newer, Older

ACTIVE, BUSY = {"ScalingGroupId": "{active}"}, {"ScalingGroupId": "{busy}"}
TAGGED = {"ResourceType": "scalinggroup"}
READING = (  # an action, its parameters, and what its answer has something in
    ("DescribeScalingGroups", {"ScalingGroupIds": ["{active}"]}, "ScalingGroups"),
    ("DescribeScalingConfigurations", {"ScalingConfigurationIds": ["{spare}"]}, "ScalingConfigurations"),
    ("DescribeScalingRules", {"ScalingRuleAris": ["{rule_ari}"]}, "ScalingRules"),
    ("DescribeScalingRules", {"ScalingRuleIds": ["{rule}"]}, "ScalingRules"),
    ("DescribeScalingInstances", {**ACTIVE, "InstanceIds": ["{one}"]}, "ScalingInstances"),
    ("DescribeScalingActivities", {"ScalingActivityIds": ["{busy_activity}"]}, "ScalingActivities"),
    ("DescribeScalingActivityDetail", {"ScalingActivityId": "{busy_activity}"}, "ScalingActivityId"),
    ("DescribeLifecycleHooks", {"LifecycleHookIds": ["{busy_hook}"], **BUSY}, "LifecycleHooks"),
    ("DescribeLifecycleActions", {"ScalingActivityId": "{busy_activity}"}, "LifecycleActions"),
    ("DescribeNotificationConfigurations", ACTIVE, "NotificationConfigurationModels"),
    ("DescribeNotificationTypes", {}, "NotificationTypes"),
    ("DescribeAlertConfiguration", ACTIVE, "RequestId"),
    ("DescribeScheduledTasks", {"ScheduledTaskIds": ["{task}"]}, "ScheduledTasks"),
    ("DescribeScheduledTasks", {"ScheduledTaskNames": ["rows-task"]}, "ScheduledTasks"),
    ("DescribeAlarms", {"AlarmTaskId": "{alarm}"}, "AlarmList"),
    ("ListTagResources", {**TAGGED, "ResourceIds": ["{active}"]}, "TagResources"),
    ("ListTagKeys", TAGGED, "Keys"),
    ("ListTagValues", {**TAGGED, "Key": "team"}, "Values"),
    ("DescribeRegions", {}, "Regions"),
    ("DescribeLimitation", {}, "MaxNumberOfScalingGroups"),
    ("VerifyAuthentication", {"OnlyCheck": True}, "RequestId"),
    ("VerifyUser", {}, "RequestId"),
)


class Story:
    """Of one group, from its making to its deletion."""

    def __init__(self, world: Furnished, call: Older | Newer) -> None:
        self.world, self.call, self.ids = world, call, world.ids
        self.group: dict[str, str] = {}

    def do(self, action: str, key: str = "RequestId", **more: Any) -> Any:
        """It is done, its activities are over, and the answer has this."""
        answer = self.call(action, **more)
        self.world.process.advance(60)
        assert answer["RequestId"] and answer[key]
        return answer[key]

    def make(self) -> None:
        """Made, configured, enabled; disabled, suspended, and resumed."""
        switches = {"MultiAZPolicy": "BALANCE", "VSwitchIds": ["vsw-even-1"]}
        sizes = {"MinSize": 0, "MaxSize": 5, "DefaultCooldown": 0}
        self.group = {
            "ScalingGroupId": self.do("CreateScalingGroup", "ScalingGroupId", **sizes, **switches)
        }
        first, second, third = (
            self.do("CreateScalingConfiguration", "ScalingConfigurationId", **self.group, **MACHINE)
            for _ in range(3)
        )
        self.do("ModifyScalingConfiguration", ScalingConfigurationId=second, ImageId="img-2")
        self.do("EnableScalingGroup", **self.group, ActiveScalingConfigurationId=first)
        self.do("ModifyScalingGroup", **self.group, MaxSize=6, ActiveScalingConfigurationId=second)
        self.do("DeleteScalingConfiguration", ScalingConfigurationId=third)
        self.do("DisableScalingGroup", **self.group)
        self.do("DeactivateScalingConfiguration", ScalingConfigurationId=second)
        self.do("EnableScalingGroup", **self.group, ActiveScalingConfigurationId=first)
        self.do("SuspendProcesses", **self.group, Processes=["ScaleIn", "ScaleOut"])
        self.do("ResumeProcesses", **self.group, Processes=["ScaleIn", "ScaleOut"])
        self.do("SetGroupDeletionProtection", **self.group, GroupDeletionProtection=True)
        self.do("SetGroupDeletionProtection", **self.group, GroupDeletionProtection=False)
        named = {"ResourceId": self.group["ScalingGroupId"], "ResourceType": "scalinggroup"}
        self.do("ChangeResourceGroup", **named, NewResourceGroupId="rg-1")

    def back_ends(self) -> None:
        """Attached and detached, of each kind."""
        alb = {"AlbServerGroupId": self.ids["alb"], "Port": 80}
        other = {"ServerGroupId": self.ids["alb"], "Port": 81, "Type": "ALB"}
        attributes = [{"VServerGroupId": self.ids["v_group"], "Port": 80}]
        behind = {
            "LoadBalancerId": self.ids["other_balancer"],
            "VServerGroupAttributes": attributes,
        }
        for kind, attached, detached in (
            ("LoadBalancers", self.ids["balancer"], self.ids["balancer"]),
            ("AlbServerGroups", {**alb, "Weight": 50}, alb),
            ("ServerGroups", {**other, "Weight": 50}, other),
            ("VServerGroups", behind, behind),
            ("DBInstances", self.ids["database"], self.ids["database"]),
        ):
            self.do(f"Attach{kind}", **self.group, **{kind: [attached]}, ForceAttach=True)
            self.do(f"Detach{kind}", **self.group, **{kind: [detached]}, ForceDetach=True)

    def instances(self) -> None:
        """Attached; in standby, protected, healthy, entrusted; detached and removed."""
        first, second = self.world.machines(2)
        both = {**self.group, "InstanceIds": [first, second]}
        self.do("AttachInstances", "ScalingActivityId", **both)
        self.do("EnterStandby", **both)
        self.do("ExitStandby", **both)
        self.do("SetInstancesProtection", **both, ProtectedFromScaleIn=True)
        self.do("SetInstancesProtection", **both, ProtectedFromScaleIn=False)
        self.do("SetInstanceHealth", InstanceId=first, HealthStatus="Healthy")
        self.do("ModifyInstanceAttribute", **both, Entrusted=True)
        self.do("DetachInstances", "ScalingActivityId", **self.group, InstanceIds=[first])
        self.do("RemoveInstances", "ScalingActivityId", **self.group, InstanceIds=[second])

    def rules(self) -> None:
        """Made, changed, executed and deleted; an adjustment without a rule; evened out."""
        made = self.call("CreateScalingRule", **self.group, **ADD)
        self.do("ModifyScalingRule", ScalingRuleId=made["ScalingRuleId"], AdjustmentValue=2)
        self.do("ExecuteScalingRule", "ScalingActivityId", ScalingRuleAri=made["ScalingRuleAri"])
        self.do("ScaleWithAdjustment", "ScalingActivityId", **self.group, **ADD)
        self.do("DeleteScalingRule", ScalingRuleId=made["ScalingRuleId"])
        self.do("ModifyScalingGroup", **self.group, VSwitchIds=["vsw-even-1", "vsw-even-2"])
        self.do("RebalanceInstances", "ScalingActivityId", **self.group)

    def hooks(self) -> None:
        """A hook, what it holds, and notifications."""
        hook = self.do("CreateLifecycleHook", "LifecycleHookId", **self.group,
                       LifecycleTransition="SCALE_OUT", HeartbeatTimeout=600)  # fmt: skip
        self.do("ModifyLifecycleHook", LifecycleHookId=hook, HeartbeatTimeout=900)
        activity = self.do("ScaleWithAdjustment", "ScalingActivityId", **self.group, **ADD)
        found = self.do("DescribeLifecycleActions", "LifecycleActions", ScalingActivityId=activity)
        [action] = found["LifecycleAction"] if isinstance(found, dict) else found
        token = action["LifecycleActionToken"]
        self.do("RecordLifecycleActionHeartbeat", lifecycleHookId=hook, lifecycleActionToken=token)
        self.do("CompleteLifecycleAction", LifecycleHookId=hook, LifecycleActionToken=token)
        self.do("DeleteLifecycleHook", LifecycleHookId=hook)
        told = {**self.group, "NotificationArn": self.ids["queue_arn"]}
        for verb, kind in (("Create", "SCALE_OUT_START"), ("Modify", "SCALE_IN_START")):
            types = [f"AUTOSCALING:{kind}"]
            self.do(f"{verb}NotificationConfiguration", **told, NotificationTypes=types)
        self.do("DeleteNotificationConfiguration", **told)
        self.do("ModifyAlertConfiguration", **self.group, ScaleStatuses=["Failed"])

    def tasks(self) -> None:
        """A scheduled task and an alarm."""
        given = {"ScheduledAction": self.ids["rule_ari"], "LaunchTime": self.world.later()}
        task = self.do("CreateScheduledTask", "ScheduledTaskId", **given)
        self.do("ModifyScheduledTask", ScheduledTaskId=task, Description="of the rows")
        self.do("DeleteScheduledTask", ScheduledTaskId=task)
        alarm = self.do("CreateAlarm", "AlarmTaskId", ScalingGroupId=self.ids["active"], Threshold=90,
                        MetricName="MemoryUtilization", AlarmActions=[self.ids["rule_ari"]])  # fmt: skip
        self.do("ModifyAlarm", "AlarmTaskId", AlarmTaskId=alarm, Threshold=95)
        for action in ("DisableAlarm", "EnableAlarm", "DeleteAlarm"):
            self.do(action, AlarmTaskId=alarm)

    def refreshes(self) -> None:
        """Suspended, resumed and cancelled; and another turned back."""
        for ends in (("Suspend", "Resume", "Cancel"), ("Rollback",)):
            given = {**self.group, "DesiredConfiguration": {"ImageId": "img-9"}}
            task = self.call("StartInstanceRefresh", **given)["InstanceRefreshTaskId"]
            for verb in ends:
                named = {**self.group, "InstanceRefreshTaskId": task}
                assert self.call(f"{verb}InstanceRefresh", **named)["RequestId"]
            self.world.process.advance(600)
        self.do("DescribeInstanceRefreshes", "InstanceRefreshTasks", **self.group)

    def tags(self) -> None:
        """Put on and taken off."""
        named = {"ResourceType": "scalinggroup", "ResourceIds": [self.group["ScalingGroupId"]]}
        self.do("TagResources", **named, Tags=[{"Key": "of", "Value": "rows"}])
        self.do("UntagResources", **named, TagKeys=["of"])

    def end(self) -> None:
        """Deleted with what is in it."""
        self.do("DeleteScalingGroup", **self.group, ForceDelete=True)
        code = "InvalidScalingGroupId.NotFound"
        assert self.call.refusal("DisableScalingGroup", **self.group).code == code
