"""The documented error rows of Auto Scaling that a furnished world can provoke."""

from typing import Any, NamedTuple


class Row(NamedTuple):
    """A documented refusal, and a request that gets it. Words in braces are things of the world."""

    action: str
    status: int
    code: str
    message: str
    parameters: dict[str, Any]


NO = "does not support this action."
NO_SUCH = {"ScalingGroupId": "asg-none"}
ACTIVE, EMPTY = {"ScalingGroupId": "{active}"}, {"ScalingGroupId": "{empty}"}
BARE, BUSY = {"ScalingGroupId": "{bare}"}, {"ScalingGroupId": "{busy}"}
MACHINE = {"ImageId": "img", "InstanceType": "ecs.g7.large", "SecurityGroupId": "sg-1"}
SIZES = {"MinSize": 0, "MaxSize": 1}
ADD = {"AdjustmentType": "QuantityChangeInCapacity", "AdjustmentValue": 1}
TRACK = {"ScalingRuleType": "TargetTrackingScalingRule", "TargetValue": 50}
ONE, NOBODY = {"InstanceIds": ["{one}"]}, {"InstanceIds": ["i-none"]}
ALB = {"AlbServerGroups": [{"AlbServerGroupId": "sgp-none", "Port": 80, "Weight": 1}]}
STATUS = f"The current status of the specified scaling group {NO}"
PROGRESS = (
    "You cannot delete a scaling group or launch a new scaling activity while there is a scaling "
    "activity in progress for the specified scaling group."
)
IN_USE = (
    "You cannot delete a scaling configuration or scaling group while there is an instance associated "
    "with it."
)
MINIMUM = "To remove the instances, the total capacity will be lesser than the MinSize."
TOKEN = (
    "The specified lifecycleActionToken and lifecycleHookId you provided does not match any in process "
    "lifecycle action."
)
INVALID = 'The specified value of parameter "{}" is not valid.'
MAGNITUDE = "MinAdjustmentMagnitude is not supported by the specified adjustment type."
TRACKED = "TargetTrackingScalingRule"
NOT_ATTACHED = "The ALB ServerGroups are not attached to specific ScalingGroup."
DENIED = "A required authorization for the specified action is not supplied."


def supplied(name: str) -> str:
    """Of a parameter that is not there."""
    return f'The input parameter "{name}" that is mandatory for processing this request is not supplied.'


NO_GROUP = (
    ("ModifyScalingGroup", {}), ("DeleteScalingGroup", {}), ("EnableScalingGroup", {}),
    ("DisableScalingGroup", {}), ("SetGroupDeletionProtection", {"GroupDeletionProtection": True}),
    ("SuspendProcesses", {"Processes": ["ScaleIn"]}), ("ResumeProcesses", {"Processes": ["ScaleIn"]}),
    ("CreateScalingConfiguration", MACHINE), ("CreateScalingRule", ADD), ("AttachInstances", ONE),
    ("DetachInstances", ONE), ("RemoveInstances", ONE), ("EnterStandby", ONE), ("ExitStandby", ONE),
    ("SetInstancesProtection", {**ONE, "ProtectedFromScaleIn": True}), ("RebalanceInstances", {}),
    ("CreateNotificationConfiguration", {"NotificationArn": "{queue_arn}", "NotificationTypes": [
        "AUTOSCALING:SCALE_OUT_SUCCESS"]}),
    ("ModifyNotificationConfiguration", {"NotificationArn": "{queue_arn}", "NotificationTypes": [
        "AUTOSCALING:SCALE_OUT_SUCCESS"]}),
    ("DescribeNotificationConfigurations", {}),
    ("DeleteNotificationConfiguration", {"NotificationArn": "{queue_arn}"}),
    ("AttachLoadBalancers", {"LoadBalancers": ["{balancer}"]}),
    ("DetachLoadBalancers", {"LoadBalancers": ["{balancer}"]}),
    ("AttachVServerGroups", {"VServerGroups": [{"LoadBalancerId": "{other_balancer}",
        "VServerGroupAttributes": [{"VServerGroupId": "{v_group}", "Port": 80}]}]}),
    ("DetachVServerGroups", {"VServerGroups": [{"LoadBalancerId": "{other_balancer}",
        "VServerGroupAttributes": [{"VServerGroupId": "{v_group}", "Port": 80}]}]}),
    ("AttachDBInstances", {"DBInstances": ["{database}"]}),
    ("DetachDBInstances", {"DBInstances": ["{database}"]}),
)  # fmt: skip

GROUPS = (
    Row("CreateScalingGroup", 404, "InvalidRegionId.NotFound", "The specified region does not exist.",
        {**SIZES, "RegionId": "cn-nowhere"}),
    Row("CreateScalingGroup", 400, "AlbServerGroup.NotExist",
        'The ServerGroup "sgp-none" do(es) not exist.', {**SIZES, **ALB}),
    Row("CreateScalingGroup", 400, "IncorrectLoadBalancerHealthCheck",
        f"The current health check type of specified load balancer {NO}",
        {**SIZES, "LoadBalancerIds": '["{unchecked}"]'}),
    Row("CreateScalingGroup", 404, "InvalidLoadBalancerId.NotFound",
        "The specified Load Balancer does not exist.", {**SIZES, "LoadBalancerIds": '["lb-none"]'}),
    Row("CreateScalingGroup", 404, "InvalidDBInstanceId.NotFound",
        'DB instance "rm-none" does not exist.', {**SIZES, "DBInstanceIds": '["rm-none"]'}),
    Row("CreateScalingGroup", 400, "InvalidParameter", INVALID.format("ScalingPolicy"),
        {**SIZES, "ScalingPolicy": "keep"}),
    Row("CreateScalingGroup", 400, "InvalidParameter.Conflict",
        "The value of parameter MinSize and parameter MaxSize are conflict.",
        {"MinSize": 2, "MaxSize": 1}),
    Row("CreateScalingGroup", 400, "InvalidScalingGroupName.Duplicate",
        "The specified value of parameter ScalingGroupName is duplicated.",
        {**SIZES, "ScalingGroupName": "rows-active"}),
    Row("ModifyScalingGroup", 400, "InvalidParameter.Conflict",
        "The value of parameter MinSize and parameter MaxSize are confilict.",
        {**ACTIVE, "MinSize": 3, "MaxSize": 2}),
    Row("ModifyScalingGroup", 400, "InvalidScalingGroupName.Duplicate",
        "The specified value of parameter ScalingGroupName is duplicated.",
        {**EMPTY, "ScalingGroupName": "rows-active"}),
    Row("ModifyScalingGroup", 404, "InvalidScalingConfigurationId.NotFound",
        "The specified scaling configuration does not exist.",
        {**ACTIVE, "ActiveScalingConfigurationId": "asc-none"}),
    Row("DeleteScalingGroup", 400, "InstanceInUse", IN_USE, {**ACTIVE, "ForceDelete": False}),
    Row("EnableScalingGroup", 400, "IncorrectScalingGroupStatus", STATUS, ACTIVE),
    Row("EnableScalingGroup", 400, "MissingActiveScalingConfiguration",
        "An active scaling configuration for the specified scaling group is not supplied.", BARE),
    Row("EnableScalingGroup", 404, "InvalidScalingConfigurationId.NotFound",
        "The specified scaling configuration does not exist.",
        {**EMPTY, "ActiveScalingConfigurationId": "asc-none"}),
    Row("EnableScalingGroup", 404, "InvalidInstanceId.NotFound", 'Instance "i-none" does not exist.',
        {**EMPTY, **NOBODY, "ActiveScalingConfigurationId": "{own}"}),
    Row("EnableScalingGroup", 400, "InvalidInstanceId.InUse",
        'Instance "{one}" is already attached to another scaling group.',
        {**EMPTY, **ONE, "ActiveScalingConfigurationId": "{own}"}),
    Row("EnableScalingGroup", 400, "IncorrectInstanceStatus",
        f'The current status of instance "{{stopped}}" {NO}',
        {**EMPTY, "InstanceIds": ["{stopped}"], "ActiveScalingConfigurationId": "{own}"}),
    Row("EnableScalingGroup", 400, "IncorrectCapacity.MaxSize",
        "To attach the instances, the total capacity will be greater than the max size.",
        {**EMPTY, "InstanceIds": ["{guest}", "{guest2}", "{guest3}", "{guest4}"],
         "ActiveScalingConfigurationId": "{own}"}),
    *(Row(action, 400, "InvalidParameter", INVALID.format("Processes.1"),
          {**ACTIVE, "Processes": ["Nothing"]}) for action in ("SuspendProcesses", "ResumeProcesses")),
)  # fmt: skip

TEMPLATES = tuple(
    Row(action, 400, code, message, {**named, **given})
    for action, named in (
        ("CreateScalingGroup", SIZES), ("ModifyScalingGroup", EMPTY), ("EnableScalingGroup", EMPTY),
    )
    for code, message, given in (
        ("LaunchTemplateSet.NotFound", "The specified launch template set is not found.",
         {"LaunchTemplateId": "lt-none", "LaunchTemplateVersion": "1"}),
        ("LaunchTemplateVersionSet.NotFound", "The specific version of launch template is not exist.",
         {"LaunchTemplateId": "{template}", "LaunchTemplateVersion": "9"}),
        ("TemplateMissingParameter.ImageId", supplied("ImageId"),
         {"LaunchTemplateId": "{no_image}", "LaunchTemplateVersion": "1"}),
        ("TemplateMissingParameter.InstanceTypes", supplied("InstanceTypes"),
         {"LaunchTemplateId": "{no_type}", "LaunchTemplateVersion": "1"}),
        ("TemplateMissingParameter.SecurityGroup", supplied("SecurityGroup"),
         {"LaunchTemplateId": "{no_security}", "LaunchTemplateVersion": "1"}),
        ("TemplateVersion.NotNumber", 'The input parameter "LaunchTemplateVersion" is supposed to be '
         "a string representing the version number.",
         {"LaunchTemplateId": "{template}", "LaunchTemplateVersion": "one"}),
    )
)  # fmt: skip

USER_DATA = (
    ("InvalidUserData.Base64FormatInvalid", "The specified parameter UserData must be base64 encoded.",
     {"UserData": "%"}),
    ("InvalidUserData.SizeExceeded", "The specified parameter UserData exceeds the size.",
     {"UserData": "AAAA" * 15000}),
)  # fmt: skip
CONFIGURATIONS = (
    Row("CreateScalingConfiguration", 400, "InvalidScalingConfigurationName.Duplicate",
        "The specified value of parameter ScalingConfigurationName is duplicated.",
        {**ACTIVE, **MACHINE, "ScalingConfigurationName": "rows-used"}),
    Row("CreateScalingConfiguration", 403, "InvalidDevice.InUse",
        'Device "/dev/xvdb" has been occupied.',
        {**ACTIVE, **MACHINE, "DataDisks": [{"Size": 20, "Device": "/dev/xvdb"}] * 2}),
    *(Row("CreateScalingConfiguration", 400, code, message, {**ACTIVE, **MACHINE, **given})
      for code, message, given in USER_DATA),
    *(Row("ModifyScalingConfiguration", 400, code, message,
          {"ScalingConfigurationId": "{spare}", **given}) for code, message, given in USER_DATA),
    Row("ModifyScalingConfiguration", 400, "InvalidScalingConfigurationName.Duplicate",
        "The specified value of parameter is duplicated.",
        {"ScalingConfigurationId": "{spare}", "ScalingConfigurationName": "rows-used"}),
    Row("ModifyScalingConfiguration", 400, "InvalidTags.KeyValue",
        "The specified tags key/value cannot be empty.",
        {"ScalingConfigurationId": "{spare}", "Tags": '{"":"a"}'}),
    Row("ModifyScalingConfiguration", 400, "InvalidTags.ListSize",
        'The specified tags list size cannot be more than "20".',
        {"ScalingConfigurationId": "{spare}",
         "Tags": "{" + ",".join(f'"k{number}":"v"' for number in range(21)) + "}"}),
    Row("DeleteScalingConfiguration", 400, "IncorrectScalingConfigurationLifecycleState",
        f"The current lifecycle state of specified scaling configuration {NO}",
        {"ScalingConfigurationId": "{configuration}"}),
    Row("DeleteScalingConfiguration", 404, "InvalidScalingConfigurationId.NotFound",
        "The specified scaling configuration does not exist.", {"ScalingConfigurationId": "asc-none"}),
)  # fmt: skip


def step(low: float | None, high: float | None, by: int = 1) -> dict[str, Any]:
    """One step of a rule."""
    named = {"MetricIntervalLowerBound": low, "MetricIntervalUpperBound": high, "ScalingAdjustment": by}
    return {name: value for name, value in named.items() if value is not None}


STEPS = (
    ("BothNull", "Both lower and upper bounds of a StepAdjustment can not be left unspecified.",
     [step(None, None)]),
    ("Gap", "StepAdjustment intervals can not have gaps between them.", [step(0, 1), step(2, None)]),
    ("MaxNum", "Your scaling rule can have at most 20 StepAdjustments.",
     [step(number, number + 1) for number in range(20)] + [step(20, None)]),
    ("MultipleNullLowerBound", "At most one StepAdjustment may have an unspecified lower bound.",
     [step(None, 1), step(None, 2)]),
    ("MultipleNullUpperBound", "At most one StepAdjustment may have an unspecified upper bound.",
     [step(1, None), step(2, None)]),
    ("NoNullLowerBound", "There must be a StepAdjustment with an unspecified lower bound when one "
     "StepAdjustment has a negative lower bound.", [step(-2, -1)]),
    ("NoNullUpperBound", "There must be a StepAdjustment with an unspecified upper bound when one "
     "StepAdjustment has a positive upper bound.", [step(0, 1)]),
    ("Overlap", "StepAdjustment intervals can not overlap.", [step(0, 2), step(1, None)]),
)  # fmt: skip
STEP = {"ScalingRuleType": "StepScalingRule", "AdjustmentType": "QuantityChangeInCapacity"}
RULES = (
    *(Row(action, 400, f"InvalidStepAdjustments.{code}", message, {**named, "StepAdjustments": steps})
      for action, named in (
          ("CreateScalingRule", {**ACTIVE, **STEP}), ("ModifyScalingRule", {"ScalingRuleId": "{step}"}))
      for code, message, steps in STEPS),
    *(Row(action, 400, "StepBeyondPermitRange",
          'Specific parameter "MetricIntervalLowerBound" beyond permit range.',
          {**named, "StepAdjustments": [step(1e19, None)]})
      for action, named in (
          ("CreateScalingRule", {**ACTIVE, **STEP}),
          ("ModifyScalingRule", {"ScalingRuleId": "{step}"}))),
    Row("CreateScalingRule", 400, "InvalidMinAdjustmentMagnitudeMismatchAdjustmentType", MAGNITUDE,
        {**ACTIVE, **ADD, "MinAdjustmentMagnitude": 1}),
    Row("ModifyScalingRule", 400, "InvalidMinAdjustmentMagnitudeMismatchAdjustmentType", MAGNITUDE,
        {"ScalingRuleId": "{rule}", "MinAdjustmentMagnitude": 1}),
    Row("CreateScalingRule", 400, "InvalidScalingRuleName.Duplicate",
        "The specified value of parameter ScalingRuleName is duplicated.",
        {**ACTIVE, **ADD, "ScalingRuleName": "rows-rule"}),
    Row("ModifyScalingRule", 400, "InvalidScalingRuleName.Duplicate",
        "The specified value of parameter ScalingRuleName is duplicated.",
        {"ScalingRuleId": "{same}", "ScalingRuleName": "rows-rule"}),
    Row("CreateScalingRule", 400, f"{TRACKED}.DumplicateMetric",
        "Only one TargetTrackingScaling rule for a given metric specification is allowed.",
        {**ACTIVE, **TRACK, "MetricName": "CpuUtilization"}),
    Row("ModifyScalingRule", 400, f"{TRACKED}.DumplicateMetric",
        "Only one TargetTrackingScaling rule for a given metric specification is allowed.",
        {"ScalingRuleId": "{track2}", "MetricName": "CpuUtilization"}),
    Row("CreateScalingRule", 400, f"{TRACKED}.UnsupportedMetric",
        "Specific metric is not supported for target tracking scaling rule.",
        {**ACTIVE, **TRACK, "MetricName": "Weather"}),
    Row("ModifyScalingRule", 400, f"{TRACKED}.UnsupportedMetric",
        "Specific metric is not supported for target tracking scaling rule.",
        {"ScalingRuleId": "{track2}", "MetricName": "Weather"}),
    *(Row(action, 404, "InvalidScalingRuleId.NotFound", "The specified scaling rule does not exist.",
          {"ScalingRuleId": "asr-none"}) for action in ("ModifyScalingRule", "DeleteScalingRule")),
    Row("ExecuteScalingRule", 404, "InvalidScalingRuleAri.NotFound",
        "The specified scaling rule Ari does not exist.",
        {"ScalingRuleAri": "ari:acs:ess:cn-hangzhou:1234567890123456:scalingrule/asr-none"}),
    Row("ExecuteScalingRule", 400, "IncorrectCapacity.NoChange",
        "To execute the specified scaling rule, the total capacity will not change.",
        {"ScalingRuleAri": "{same_ari}"}),
    Row("ExecuteScalingRule", 400, "IncorrectScalingGroupStatus", STATUS,
        {"ScalingRuleAri": "{empty_ari}"}),
    Row("ExecuteScalingRule", 400, "ScalingActivityInProgress", PROGRESS,
        {"ScalingRuleAri": "{busy_ari}"}),
    Row("ExecuteScalingRule", 400, "ScalingRule.InvalidScalingRuleType",
        "Specific scaling rule type: TargetTrackingScalingRule can not be executed.",
        {"ScalingRuleAri": "{track_ari}"}),
    Row("ExecuteScalingRule", 400, "MissingParameter.BreachThreshold",
        "Breach threshold must be specified for StepScalingRule.",
        {"ScalingRuleAri": "{step_ari}", "MetricValue": 1}),
    Row("ExecuteScalingRule", 400, "MissingParameter.MetricValue",
        "Metric value must be specified for StepScalingRule.",
        {"ScalingRuleAri": "{step_ari}", "BreachThreshold": 1}),
    Row("ExecuteScalingRule", 400, "BreachThresholdBeyondPermitRange",
        'Specific parameter "BreachThreshold" beyond permit range.',
        {"ScalingRuleAri": "{step_ari}", "BreachThreshold": 1e19, "MetricValue": 1}),
    Row("ExecuteScalingRule", 400, "MetricValueBeyondPermitRange",
        'Specific parameter "MetricValue" beyond permit range.',
        {"ScalingRuleAri": "{step_ari}", "BreachThreshold": 1, "MetricValue": 1e19}),
    Row("ExecuteScalingRule", 400, "InvalidStepAdjustments.NoStepFound",
        "No adjustment step found for a metric value of: 1.0.",
        {"ScalingRuleAri": "{step_ari}", "BreachThreshold": 2, "MetricValue": 1}),
)  # fmt: skip

INSTANCES = (
    *(Row(action, 404, "InvalidInstanceId.NotFound", 'Instance "i-none" does not exist.',
          {**ACTIVE, **NOBODY, **more})
      for action, more in (
          ("AttachInstances", {}), ("DetachInstances", {}), ("RemoveInstances", {}),
          ("EnterStandby", {}), ("SetInstancesProtection", {"ProtectedFromScaleIn": True}))),
    *(Row(action, 400, "IncorrectScalingGroupStatus", STATUS, {**EMPTY, **more})
      for action, more in (
          ("AttachInstances", {"InstanceIds": ["{guest}"]}), ("DetachInstances", ONE),
          ("RemoveInstances", ONE), ("RebalanceInstances", {}),
          ("SetInstancesProtection", {**ONE, "ProtectedFromScaleIn": True}))),
    *(Row(action, 400, "ScalingActivityInProgress", PROGRESS, {**BUSY, "InstanceIds": [instance]})
      for action, instance in (
          ("AttachInstances", "{guest}"), ("DetachInstances", "{busy_instance}"),
          ("RemoveInstances", "{busy_instance}"))),
    *(Row(action, 400, "IncorrectCapacity.MinSize", MINIMUM,
          {**ACTIVE, "InstanceIds": ["{one}", "{two}"]})
      for action in ("DetachInstances", "RemoveInstances")),
    Row("RemoveInstances", 400, "InvalidParameter",
        "The specified group does not support the specified RemovePolicy.",
        {"ScalingGroupId": "{containers}", "InstanceIds": ["{guest}"], "RemovePolicy": "recycle"}),
    Row("AttachInstances", 400, "IncorrectCapacity.MaxSize",
        "To attach the instances, the total capacity will be greater than the MaxSize.",
        {**ACTIVE, "InstanceIds": ["{guest}", "{guest2}"]}),
    Row("AttachInstances", 400, "IncorrectInstanceStatus",
        f'The current status of instance "{{stopped}}" {NO}', {**ACTIVE, "InstanceIds": ["{stopped}"]}),
    Row("AttachInstances", 400, "InvalidInstanceId.InUse",
        'Instance "{one}" is already attached to another scaling group.', {**ACTIVE, **ONE}),
    Row("SetInstanceHealth", 400, "InvalidInstanceId.NotFound", 'Instance "i-none" does not exist.',
        {"InstanceId": "i-none", "HealthStatus": "Healthy"}),
    Row("SetInstanceHealth", 400, "InvalidParameter", INVALID.format("HealthStatus"),
        {"InstanceId": "{one}", "HealthStatus": "Fine"}),
    Row("RebalanceInstances", 400, "OperationDenied",
        "This operation is denied because the specified scaling group does not support this action.",
        ACTIVE),
    Row("DescribeScalingActivityDetail", 400, "InvalidParameter",
        supplied("ScalingActivityId").removesuffix("."), {}),
)  # fmt: skip

HOOK = {"LifecycleTransition": "SCALE_OUT"}
ARN = "acs:ess:cn-hangzhou:1234567890123456:"
PARAMTER = "The specified value of parameter is not valid."
UNSUPPORTED = (
    "The {}otificationType is not supported in the special region which scalingGroup belongs to."
)
HOOKS = (
    Row("CreateLifecycleHook", 400, "InvalidLifecycleHookName.Duplicate",
        "The specified value of parameter lifecycleHookName is duplicated.",
        {**BUSY, **HOOK, "LifecycleHookName": "rows-hook"}),
    Row("CreateLifecycleHook", 400, "InvalidNotificationArn",
        "The specified parameter notificationArn is invalid.",
        {**BUSY, **HOOK, "NotificationArn": "nonsense"}),
    Row("CreateLifecycleHook", 400, "InvalidParamter", PARAMTER, {**BUSY, "LifecycleTransition": "UP"}),
    Row("CreateLifecycleHook", 400, "QueueNotExist", "The specified queue does not exist.",
        {**BUSY, **HOOK, "NotificationArn": f"{ARN}queue/none"}),
    Row("CreateLifecycleHook", 400, "TopicNotExist", "The specified topic does not exist.",
        {**BUSY, **HOOK, "NotificationArn": f"{ARN}topic/none"}),
    Row("CreateLifecycleHook", 400, "QuotaExceeded.LifecycleHook",
        "Lifecycle hook quota exceeded in the specified scaling group.", {**BARE, **HOOK}),
    Row("ModifyLifecycleHook", 400, "InvalidLifecycleHookId.NotExist",
        "The specified lifecycleHookId not exist.", {"LifecycleHookId": "ash-none"}),
    Row("ModifyLifecycleHook", 400, "InvalidLifecycleHookName.NotExist",
        "The specified lifecycleHookName you provided not exist.",
        {**BUSY, "LifecycleHookName": "rows-none"}),
    Row("ModifyLifecycleHook", 400, "InvalidNotificationArn",
        "The specified parameter NotificationArn is invalid.",
        {"LifecycleHookId": "{busy_hook}", "NotificationArn": "nonsense"}),
    Row("ModifyLifecycleHook", 400, "InvalidParamter", PARAMTER,
        {"LifecycleHookId": "{busy_hook}", "DefaultResult": "MAYBE"}),
    Row("ModifyLifecycleHook", 400, "TopicNotExist", "The specified topic does not exist.",
        {"LifecycleHookId": "{busy_hook}", "NotificationArn": f"{ARN}topic/none"}),
    Row("DescribeLifecycleHooks", 400, "InvalidParamter", PARAMTER, {**BUSY, "PageSize": 51}),
    Row("DeleteLifecycleHook", 400, "InvalidLifecycleHookId.NotExist",
        "The specified lifecycleHookId does not exist.", {"LifecycleHookId": "ash-none"}),
    Row("DeleteLifecycleHook", 400, "InvalidLifecycleHookName.NotExist",
        "The specified lifecycleHookName you provided does not exist.",
        {**BUSY, "LifecycleHookName": "rows-none"}),
    Row("DeleteLifecycleHook", 400, "InvalidParamter",
        "The specified value of parameter is invalid.", {}),
    Row("DescribeLifecycleActions", 400, "InvalidParameter", INVALID.format("LifecycleActionStatus"),
        {"ScalingActivityId": "{busy_activity}", "LifecycleActionStatus": "Gone"}),
    Row("DescribeLifecycleActions", 400, "InvalidParameter", INVALID.format("MaxResults"),
        {"ScalingActivityId": "{busy_activity}", "MaxResults": 51}),
    Row("DescribeLifecycleActions", 400, "InvalidParameter", INVALID.format("ScalingActivityId"),
        {"ScalingActivityId": "asa-none"}),
    Row("CompleteLifecycleAction", 400, "InvalidParamter",
        "The specified value of parameter is invalid.",
        {"LifecycleHookId": "{busy_hook}", "LifecycleActionToken": "{busy_token}",
         "LifecycleActionResult": "MAYBE"}),
    Row("CompleteLifecycleAction", 400, "LifecycleHookIdAndLifecycleActionToken.Invalid", TOKEN,
        {"LifecycleHookId": "{busy_hook}", "LifecycleActionToken": "none"}),
    Row("RecordLifecycleActionHeartbeat", 400, "InvalidParamter", PARAMTER,
        {"lifecycleHookId": "{busy_hook}", "lifecycleActionToken": "{busy_token}",
         "heartbeatTimeout": 29}),
    Row("RecordLifecycleActionHeartbeat", 400, "LifecycleHookIdAndLifecycleActionToken.Invalid", TOKEN,
        {"lifecycleHookId": "{busy_hook}", "lifecycleActionToken": "none"}),
)  # fmt: skip

TOLD = {"NotificationTypes": ["AUTOSCALING:SCALE_OUT_SUCCESS"]}
UNTOLD = "The specified notificationConfiguration not exist for the scalingGroup."
TASK = {"LaunchTime": "{later}"}
TASKS = (
    Row("CreateNotificationConfiguration", 400, "InvalidNotificationArn",
        "The specified parameter notificationArn is invalid.",
        {**ACTIVE, **TOLD, "NotificationArn": "nonsense"}),
    Row("CreateNotificationConfiguration", 400, "NotificationConfigurationExist",
        "The specified notificationConfiguration already exist for the scalingGroup.",
        {**ACTIVE, **TOLD, "NotificationArn": "{queue_arn}"}),
    Row("CreateNotificationConfiguration", 400, "QueueNotExist",
        "The specified queue none does not exist.",
        {**ACTIVE, **TOLD, "NotificationArn": f"{ARN}queue/none"}),
    Row("CreateNotificationConfiguration", 400, "TopicNotExist",
        "The specified topic none does not exist.",
        {**ACTIVE, **TOLD, "NotificationArn": f"{ARN}topic/none"}),
    *(Row(action, 400, "InvalidNotificationTypes", "The specified NotificationType is invalid.",
          {**ACTIVE, "NotificationArn": "{queue_arn}", "NotificationTypes": ["NONE"]})
      for action in ("CreateNotificationConfiguration", "ModifyNotificationConfiguration")),
    *(Row(action, 400, "NotificationConfigurationNotExist", UNTOLD,
          {**EMPTY, "NotificationArn": "{queue_arn}", **more})
      for action, more in (
          ("ModifyNotificationConfiguration", TOLD), ("DeleteNotificationConfiguration", {}))),
    Row("CreateScheduledTask", 400, "InvalidScheduledTaskName.Duplicate",
        "The specified value of parameter ScheduledTaskName is duplicated.",
        {**TASK, "ScheduledAction": "{rule_ari}", "ScheduledTaskName": "rows-task"}),
    Row("CreateScheduledTask", 404, "InvalidRegionId.NotFound", "The specified region does not exist.",
        {**TASK, "ScheduledAction": "{rule_ari}", "RegionId": "cn-nowhere"}),
    *(Row(action, 400, "ScheduledAction.RegionMismatch", "The specified scheduled task and the "
          "specified scheduled action are not in the same Region.",
          {**named, "ScheduledAction": "ari:acs:ess:cn-beijing:1234567890123456:scalingrule/asr-1"})
      for action, named in (
          ("CreateScheduledTask", TASK), ("ModifyScheduledTask", {"ScheduledTaskId": "{task}"}))),
    Row("ModifyScheduledTask", 400, "InvalidScheduledTaskName.Duplicate",
        "The specified value of parameter ScheduledTaskNameis duplicated.",
        {"ScheduledTaskId": "{task2}", "ScheduledTaskName": "rows-task"}),
    *(Row(action, 404, "InvalidScheduledTaskId.NotFound", "The specified scheduled task does not exist.",
          {"ScheduledTaskId": "none"}) for action in ("ModifyScheduledTask", "DeleteScheduledTask")),
    Row("CreateAlarm", 404, "InvalidParameter", INVALID.format("MetricType"),
        {**ACTIVE, "MetricName": "CpuUtilization", "Threshold": 1, "AlarmActions": ["{rule_ari}"],
         "MetricType": "none"}),
)  # fmt: skip


def v_group(balancer: str, group: str) -> dict[str, Any]:
    """One group of servers behind a load balancer."""
    attributes = [{"VServerGroupId": group, "Port": 80}]
    return {"VServerGroups": [{"LoadBalancerId": balancer, "VServerGroupAttributes": attributes}]}


BACK_ENDS = (
    Row("AttachLoadBalancers", 400, "IncorrectLoadBalancerHealthCheck",
        f'The current health check type of the load balancer "{{unchecked}}" {NO}',
        {**ACTIVE, "LoadBalancers": ["{unchecked}"]}),
    Row("AttachLoadBalancers", 404, "InvalidLoadBalancerId.NotFound",
        'The load balancer "lb-none" does not exist.', {**ACTIVE, "LoadBalancers": ["lb-none"]}),
    Row("DetachLoadBalancers", 404, "InvalidLoadBalancerId.NotFound",
        'The Load Balancer "lb-none" does not exist.', {**ACTIVE, "LoadBalancers": ["lb-none"]}),
    Row("AttachAlbServerGroups", 400, "AlbServerGroup.NotExist",
        'The ServerGroup "sgp-none" do(es) not exist.', {**EMPTY, **ALB}),
    Row("AttachAlbServerGroups", 400, "AlbServerGroup.AlreadyAttached",
        "The ALB ServerGroups are already attached.",
        {**ACTIVE, "AlbServerGroups": [
            {"AlbServerGroupId": "{attached_alb}", "Port": 80, "Weight": 50}]}),
    Row("DetachAlbServerGroups", 400, "AlbServerGroup.NotAttached", NOT_ATTACHED,
        {**ACTIVE, "AlbServerGroups": [{"AlbServerGroupId": "{alb}", "Port": 80}]}),
    Row("AttachVServerGroups", 404, "InvalidLoadBalancerId.NotFound",
        'The load balancer "lb-none" does not exist.', {**ACTIVE, **v_group("lb-none", "{v_group}")}),
    Row("AttachVServerGroups", 400, "InvalidVServerGroupId.ForLoadBalancer",
        'Invalid VServerGroupId For LoadBalancer "{balancer}".',
        {**ACTIVE, **v_group("{balancer}", "{v_group}")}),
    Row("DetachVServerGroups", 400, "MissingParameter", supplied("VServerGroups"), ACTIVE),
    Row("AttachDBInstances", 400, "InvalidDBInstanceId.NotFound", INVALID.format("DBInstances"),
        {**ACTIVE, "DBInstances": ["rm-none"]}),
    Row("DetachDBInstances", 400, "InvalidDBInstanceId.NotFound",
        'DB instance "rm-none" does not exist.', {**ACTIVE, "DBInstances": ["rm-none"]}),
)  # fmt: skip

KINDS = "The ResourceType provided does not exist in our records."
MISC = (
    Row("ListTagKeys", 400, "InvalidResourceType.NotFound", KINDS, {"ResourceType": "none"}),
    Row("ListTagValues", 400, "InvalidResourceType.NotFound", KINDS,
        {"ResourceType": "none", "Key": "team"}),
    Row("ListTagValues", 400, "InvalidTagKey.Malformed",
        'The specified tag key "aliyun1" is not valid.',
        {"ResourceType": "scalinggroup", "Key": "aliyun1"}),
    Row("DescribeRegions", 404, "InvalidAcceptLanguage.NotFound",
        "Only Chinese (zh-CN), English (en-US), and Japanese (ja) are allowed.",
        {"AcceptLanguage": "fr"}),
)  # fmt: skip

BALANCER = f"The current status of the specified load balancer {NO}"
CHECK = f"The current health check type of specified load balancer {NO}"
MORE = (
    Row("CreateScalingGroup", 400, "IncorrectLoadBalancerStatus", BALANCER,
        {**SIZES, "LoadBalancerIds": '["{idle}"]'}),
    Row("EnableScalingGroup", 400, "IncorrectLoadBalancerStatus", BALANCER,
        {"ScalingGroupId": "{idle_off}", "ActiveScalingConfigurationId": "{idle_off_own}",
         "InstanceIds": ["{guest}"]}),
    Row("EnableScalingGroup", 400, "IncorrectLoadBalancerHealthCheck", CHECK,
        {"ScalingGroupId": "{deaf_off}", "ActiveScalingConfigurationId": "{deaf_off_own}",
         "InstanceIds": ["{guest}"]}),
    Row("AttachInstances", 400, "IncorrectLoadBalancerHealthCheck", CHECK,
        {"ScalingGroupId": "{deaf_group}", "InstanceIds": ["{guest}"]}),
    *(Row(action, 400, "IncorrectLoadBalancerStatus", BALANCER,
          {"ScalingGroupId": "{idle_group}", "InstanceIds": [instance]})
      for action, instance in (("AttachInstances", "{guest}"), ("DetachInstances", "{idle_one}"),
                               ("RemoveInstances", "{idle_one}"))),
    Row("ExecuteScalingRule", 400, "IncorrectLoadBalancerStatus", BALANCER,
        {"ScalingRuleAri": "{idle_group_ari}"}),
    Row("ExecuteScalingRule", 400, "IncorrectLoadBalancerHealthCheck", CHECK,
        {"ScalingRuleAri": "{deaf_group_ari}"}),
    Row("AttachLoadBalancers", 400, "IncorrectLoadBalancerStatus",
        f'The current status of the load balancer "{{idle}}" {NO}',
        {**ACTIVE, "LoadBalancers": ["{idle}"]}),
    Row("AttachVServerGroups", 400, "IncorrectLoadBalancerStatus",
        f'The current status of the load balancer "{{idle}}" {NO}',
        {**ACTIVE, **v_group("{idle}", "{idle_v_group}")}),
    Row("AttachVServerGroups", 400, "IncorrectLoadBalancerHealthCheck",
        f'The current health check type of the load balancer "{{unchecked}}" {NO}',
        {**ACTIVE, **v_group("{unchecked}", "{unchecked_v_group}")}),
    Row("AttachVServerGroups", 400, "QuotaExceeded.VServerGroup",
        "VServerGroup quota exceeded in the specified scaling group.",
        {**ACTIVE, "VServerGroups": [{"LoadBalancerId": "{other_balancer}", "VServerGroupAttributes": [
            {"VServerGroupId": "{v_group}", "Port": port} for port in range(1, 52)]}]}),
    Row("DetachVServerGroups", 400, "InvalidParameter", INVALID.format("VServerGroups"),
        {**ACTIVE, **v_group("{other_balancer}", "{v_group}")}),
    Row("DeleteScalingConfiguration", 400, "InstanceInUse", IN_USE,
        {"ScalingConfigurationId": "{worn}"}),
    Row("ModifyScalingConfiguration", 400, "InvalidParamter", PARAMTER,
        {"ScalingConfigurationId": "{spare}", "HttpTokens": "maybe"}),
    *(Row(action, 400, "InvalidStepAdjustments.LowerGtUpper",
          "LowerBound must be less than the UpperBound for StepAdjustment :2.0, 1.0.",
          {**named, "StepAdjustments": [step(2, 1)]})
      for action, named in (
          ("CreateScalingRule", {**ACTIVE, **STEP}),
          ("ModifyScalingRule", {"ScalingRuleId": "{step}"}))),
    Row("CreateScalingRule", 400, "QuotaExceeded.ScalingRule",
        "Scaling rule quota exceeded in the specified scaling group.",
        {**ACTIVE, **TRACK, "ScalingRuleType": "PredictiveScalingRule", "MetricName": "IntranetRx"}),
    *(Row(action, 400, "UnsupportedNotificationType.CurrentRegion", UNSUPPORTED.format(letter),
          {**named, "NotificationArn": "acs:ess:cn-beijing:1234567890123456:queue/rows"})
      for action, letter, named in (
          ("CreateLifecycleHook", "n", {**BUSY, **HOOK}),
          ("ModifyLifecycleHook", "N", {"LifecycleHookId": "{busy_hook}"}),
          ("CreateNotificationConfiguration", "N", {**ACTIVE, **TOLD}))),
    Row("CreateNotificationConfiguration", 400, "NotificationConfigurationQuotaExceed.ForScalingGroup",
        "NotificationConfiguration num exceed for the specified scalingGroup.",
        {**BARE, **TOLD, "NotificationArn": "{queue_arn}"}),
    Row("RecordLifecycleActionHeartbeat", 400, "LifecycleAction.TimeExceeded",
        "The specified parameter heartbeatTime exceed lifecycleAction max suspend time.",
        {"lifecycleHookId": "{busy_hook}", "lifecycleActionToken": "{busy_token}",
         "heartbeatTimeout": 21600}),
    Row("RecordLifecycleActionHeartbeat", 400, "LifecycleAction.RecordTimesExceeded",
        "The specified lifecycleAction exceed lifecycleAction max record times.",
        {"lifecycleHookId": "{spent_hook}", "lifecycleActionToken": "{spent_token}"}),
)  # fmt: skip

NOWHERE = tuple(
    Row(action, 404, "InvalidScalingGroupId.NotFound", "The specified scaling group does not exist.",
        {**NO_SUCH, **more}) for action, more in NO_GROUP
)  # fmt: skip

ROWS = (*NOWHERE, *GROUPS, *TEMPLATES, *CONFIGURATIONS, *RULES, *INSTANCES, *HOOKS, *TASKS, *BACK_ENDS,
        *MISC, *MORE)  # fmt: skip

FORBIDDEN = tuple(
    Row(action, 403, "Forbidden.Unauthorized", DENIED, parameters)
    for action, parameters in (
        ("DeleteScalingGroup", EMPTY), ("EnableScalingGroup", EMPTY),
        ("ModifyScalingConfiguration", {"ScalingConfigurationId": "{spare}"}),
        ("ExecuteScalingRule", {"ScalingRuleAri": "{rule_ari}"}), ("AttachInstances", {**ACTIVE, **ONE}),
        ("DetachInstances", {**ACTIVE, **ONE}), ("RemoveInstances", {**ACTIVE, **ONE}),
        ("EnterStandby", {**ACTIVE, **ONE}), ("ExitStandby", {**ACTIVE, **ONE}),
        ("SetInstancesProtection", {**ACTIVE, **ONE, "ProtectedFromScaleIn": True}),
        ("RebalanceInstances", ACTIVE), ("AttachLoadBalancers", {**ACTIVE, "LoadBalancers": ["lb-1"]}),
        ("DetachLoadBalancers", {**ACTIVE, "LoadBalancers": ["lb-1"]}),
        ("AttachVServerGroups", {**ACTIVE, **v_group("lb-1", "rsp-1")}),
        ("DetachVServerGroups", {**ACTIVE, **v_group("lb-1", "rsp-1")}),
    )
)  # fmt: skip
