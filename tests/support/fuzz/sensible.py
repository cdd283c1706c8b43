"""Values that a call needs to get past the first checks, by the parameter's name."""

from typing import Any

ACCOUNT = "1234567890123456"
POLICY = {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "ess:*", "Resource": "*"}]}
TRUST = {
    "Version": "1",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {"RAM": [f"acs:ram::{ACCOUNT}:root"], "Service": ["oos.aliyuncs.com"]},
        }
    ],
}
NARROW = {
    "Version": "1",
    "Statement": [
        {
            "Effect": "Deny",
            "NotAction": ["ess:Describe*", "oos:?"],
            "NotResource": f"acs:ess:*:{ACCOUNT}:scalinggroup/*",
            "Condition": {
                "IpAddress": {"acs:SourceIp": ["10.0.0.0/8"]},
                "DateLessThan": {"acs:CurrentTime": "2026-01-01T00:00:00Z"},
                "NumericGreaterThan": {"acs:ResourceTag/a": 1},
                "Bool": {"acs:SecureTransport": True},
            },
        }
    ],
}
PATTERN = {
    "source": ["acs.ess", {"prefix": "my.", "suffix": "p"}, {"anything-but": {"prefix": "x"}}],
    "data": {"n": [{"numeric": [">", 0, "<=", 5]}, {"cidr": "10.0.0.0/8"}, {"exists": False}]},
}
EVENT = {"Id": "1", "Source": "my.app", "Type": "t", "Data": {"n": 1}}
TARGET = {
    "Id": "1",
    "Type": "acs.mns.queue",
    "Endpoint": f"acs:mns:cn-hangzhou:{ACCOUNT}:queues/fuzz",
    "ParamList": [
        {"ResourceKey": "Body", "Form": "TEMPLATE", "Value": '{"n":"$.data.n"}', "Template": "${n}"}
    ],
    "DeadLetterQueue": {"Arn": f"acs:mns:cn-hangzhou:{ACCOUNT}:queues/fuzz2"},
}
EXECUTION = {
    "instanceIds": ["i-1"],
    "lifecycleHookId": "ash-1",
    "lifecycleActionToken": "token",
    "commandContent": "echo",
    "OOSAssumeRole": "fuzz",
}
DEAD_LETTERS = {"Enabled": True, "DeadLetterTargetQueue": "fuzz2", "MaxReceiveCount": 3}
TEXTS: dict[str, tuple[str, ...]] = {
    "RegionId": ("cn-hangzhou",) * 20 + ("cn-beijing",),
    "Type": ("RunShellScript",),
    "CommandContent": ("echo {{a}}", "ZWNobyB7e2F9fQ=="),
    "ContentEncoding": ("PlainText", "Base64"),
    "TemplateName": ("ACS-ESS-LifeCycleRunCommand",),
    "NotificationArn": (
        f"acs:ess:cn-hangzhou:{ACCOUNT}:queue/fuzz",
        f"acs:ess:cn-hangzhou:{ACCOUNT}:topic/fuzz",
        f"acs:ess:cn-hangzhou:{ACCOUNT}:oos/ACS-ESS-LifeCycleRunCommand",
    ),
    "RoleArn": (f"acs:ram::{ACCOUNT}:role/fuzz",),
    "RoleName": ("fuzz", "fuzz2"),
    "RoleSessionName": ("fuzz",),
    "UserName": ("fuzz", "fuzz2"),
    "PolicyName": ("fuzz", "fuzz2", "AdministratorAccess"),
    "LifecycleHookName": ("fuzz", "fuzz2"),
    "ScalingGroupName": ("fuzz", "fuzz2"),
    "ScalingRuleName": ("fuzz", "fuzz2"),
    "ScalingConfigurationName": ("fuzz", "fuzz2"),
    "ImageId": ("img",),
    "InstanceType": ("ecs.g7.large",),
    "MinSize": ("0", "1"),
    "MaxSize": ("5", "100"),
    "DesiredCapacity": ("2",),
    "Username": ("root",),
    "NextToken": ("",),
    "QueueName": ("fuzz", "fuzz2", "fuzz3"),
    "TopicName": ("fuzz", "fuzz2", "fuzz3"),
    "SubscriptionName": ("fuzz", "fuzz2"),
    "RuleName": ("fuzz", "fuzz2"),
    "EventBusName": ("default",) * 4 + ("fuzz",),
    "PushType": ("queue",) * 5 + ("http", "email", "alisms", "dm", "dysms", "fc", "eventbus", "kafka"),
    "EndpointValue": ("fuzz",),
}
JSON: dict[str, tuple[Any, ...]] = {
    "AssumeRolePolicyDocument": (TRUST,),
    "PolicyDocument": (POLICY, NARROW),
    "Policy": (POLICY, NARROW),
    "FilterPattern": ({}, PATTERN),
    "EventPattern": (PATTERN,),
    "Event": (EVENT,),
    "EventList": ([EVENT, EVENT | {"Id": "2", "Source": "acs.ess"}],),
    "EventTargets": ([TARGET],),
    "Targets": ([TARGET], [TARGET | {"Id": "2", "Type": "http", "Endpoint": "http://127.0.0.1:9/"}]),
    "TargetIds": (["1"],),
    "DBInstanceIds": (["rm-1"],),
    "LoadBalancerIds": (["lb-1"],),
    "InstanceIds": (["i-1"],),
    "PrivateIpAddresses": (["10.0.0.1"],),
    "NotificationMetadata": (
        EXECUTION,
        {"instanceIds": "${instanceIds}", "commandContent": "${defaultResult}"},
    ),
    "Parameters": (EXECUTION, {"a": "b"}),
    "Tags": ({"a": "b"},),
}
# Structures and lists that a request spells in parts, or as one JSON text
EITHER: dict[str, tuple[Any, ...]] = {
    "CidrList": (["0.0.0.0/0"], ["127.0.0.0/8", "::1"]),
    "DlqPolicy": (DEAD_LETTERS, {"Enabled": False}),
    "TenantRateLimitPolicy": ({"Enabled": True, "MaxReceivesPerSecond": 1000}, {"Enabled": False}),
    "EventTypes": (["ObjectCreated:*"],),
    "MatchRules": ([], [[{"MatchState": True, "Prefix": "a"}]]),
}
