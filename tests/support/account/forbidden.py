"""What each product tells whoever may not do something."""

from typing import Any

RAM = "User not authorized to operate on the specified resource, or this API doesn't support RAM."
OF_RDS = RAM.replace("doesn't", "does not")
RESOURCE = "User not authorized to operate on the specified resource."
SERVERS: dict[str, Any] = {
    "ServerGroupId": "sgp-1",
    "Servers": [{"ServerId": "i-1", "ServerType": "Ecs", "Port": 80}],
}
# the version and the action, its parameters, the code, the message, and the action that RAM checks
FORBIDDEN: list[tuple[str, str, dict[str, Any], str, str, str]] = [
    *(
        (
            version,
            "DescribeScalingGroups",
            {},
            "Forbidden.Unauthorized",
            "A required authorization for the specified action is not supplied.",
            "ess",
        )
        for version in ("2014-08-28", "2022-02-22")
    ),
    ("2014-05-26", "DescribeInstances", {}, "Forbidden.RAM", RAM, "ecs"),
    ("2019-06-01", "ListTemplates", {}, "Forbidden.RAM", RAM, "oos"),
    (
        "2015-05-01",
        "ListUsers",
        {},
        "NoPermission",
        "You are not authorized to do this action.",
        "ram",
    ),
    (
        "2015-04-01",
        "AssumeRole",
        {"RoleArn": "acs:ram::1234567890123456:role/r", "RoleSessionName": "s1"},
        "NoPermission",
        "You are not authorized to do this action. You should be authorized by RAM.",
        "sts",
    ),
    ("2014-05-15", "DescribeLoadBalancers", {}, "Forbidden", RESOURCE, "slb"),
    (
        "2020-06-16",
        "ListServerGroups",
        {},
        "Forbidden.ServerGroup",
        "Authentication has failed for ServerGroup.",
        "alb",
    ),
    (
        "2020-06-16",
        "RemoveServersFromServerGroup",
        SERVERS,
        "Forbidden.ServerGroup",
        "Authentication is failed for ServerGroup.",
        "alb",
    ),
    ("2014-08-15", "DescribeDBInstances", {}, "Forbidden.RAM", OF_RDS, "rds"),
    (
        "2019-01-01",
        "DescribeMetricLast",
        {"Namespace": "acs_ecs_dashboard", "MetricName": "cpu"},
        "AccessForbidden",
        RESOURCE,
        "cms",
    ),
    ("2020-04-01", "ListEventBuses", {}, "AccessDenied", RESOURCE, "eventbridge"),
    (
        "2022-01-19",
        "ListQueue",
        {},
        "AccessDenied",
        "The OwnerId that your Access Key Id associated to is forbidden for this operation.",
        "mns",
    ),
]
