"""Clients of the official SDKs as `cloud.clients` gives them."""

import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_ess20220222 import models as ess
from alibabacloud_oos20190601 import models as oos

from scalehook.testing.clients import OPENAPI
from scalehook.testing.cloud import Cloud

CALLS = {
    "ess": lambda client, region: (
        client.describe_scaling_groups(
            ess.DescribeScalingGroupsRequest(region_id=region)
        ).body.total_count
    ),
    "ecs": lambda client, region: (
        client.describe_instances(ecs.DescribeInstancesRequest(region_id=region)).body.total_count
    ),
    "oos": lambda client, region: len(
        client.list_executions(oos.ListExecutionsRequest(region_id=region)).body.executions
    ),
    "mns": lambda client, _: len(client.list_queue()[0]),
}
# a simple question of each, and the class of its request where it has one
QUESTIONS = {
    "ess": ("describe_scaling_groups", "DescribeScalingGroupsRequest"),
    "ess_2014": ("complete_lifecycle_action", "CompleteLifecycleActionRequest"),
    "ecs": ("describe_instances", "DescribeInstancesRequest"),
    "oos": ("list_executions", "ListExecutionsRequest"),
    "ram": ("list_users", "ListUsersRequest"),
    "sts": ("get_caller_identity", ""),
    "slb": ("describe_load_balancers", "DescribeLoadBalancersRequest"),
    "alb": ("list_server_groups", "ListServerGroupsRequest"),
    "rds": ("describe_dbinstances", "DescribeDBInstancesRequest"),
    "cms": ("describe_metric_list", "DescribeMetricListRequest"),
    "eventbridge": ("list_event_buses", "ListEventBusesRequest"),
    "mns": ("list_queue", ""),
}
CHILD = """
import os
from mns.account import Account

account = Account(*(os.environ[name] for name in (
    "SCALEHOOK_ENDPOINT", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")))
print(account.get_queue("q").receive_message().message_body.decode())
"""


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_client_speaks_to_the_stack(scalehook_session: Cloud, name: str) -> None:
    """With its keys, its region and its address; the same one when it is asked for again."""
    client = getattr(scalehook_session.clients, name)
    assert CALLS[name](client, scalehook_session.region) == 0
    assert getattr(scalehook_session.clients, name) is client


@pytest.mark.parametrize("name", sorted(OPENAPI))
def test_every_client_is_installed_by_the_name_that_is_told(name: str) -> None:
    """Package and distribution belong together."""
    package, distribution = OPENAPI[name]
    assert find_spec(package) is not None
    assert distribution.replace("-", "_") == package


def test_builders_and_clients_see_the_same(scalehook_session: Cloud) -> None:
    """What one of them makes, the other shows; a text is the same text to both."""
    cloud = scalehook_session
    queue = cloud.queue("q")
    sent: Any = cloud.clients.mns.get_queue("q")
    queue.send("from the builder")
    assert sent.receive_message().message_body == b"from the builder"
    group = cloud.group("web", min_size=1)
    request = ess.DescribeScalingGroupsRequest(region_id=cloud.region, scaling_group_names=["web"])
    [shown] = cloud.clients.ess.describe_scaling_groups(request).body.scaling_groups
    assert (shown.scaling_group_id, shown.min_size) == (group.id, group.view.min_size)


def test_a_child_process_finds_the_stack(scalehook_session: Cloud) -> None:
    """By its environment alone."""
    scalehook_session.queue("q").send("hello")
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        env={**os.environ, **scalehook_session.environment()},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "hello"


def test_each_client_is_refused_in_its_own_words(scalehook_session: Cloud) -> None:
    """A fault's code is what the SDK of each product raises, whatever its protocol is."""
    assert QUESTIONS.keys() == {"mns", *OPENAPI}
    for name, (method, request) in QUESTIONS.items():
        given = [_request(name, request)] if request else []
        client = getattr(scalehook_session.clients, name)
        with scalehook_session.faults.refuse("", "InternalError", times=1) as fault:
            with pytest.raises(Exception, match="InternalError"):
                getattr(client, method)(*given)
            assert fault.fired == 1, name


def _request(name: str, request: str) -> Any:
    """With all that one of them needs: a model has any attribute, and sends those that it knows."""
    made = getattr(import_module(f"{OPENAPI[name][0]}.models"), request)()
    made.region_id, made.lifecycle_hook_id, made.lifecycle_action_token = "cn-hangzhou", "ash-1", "T"
    made.namespace, made.metric_name = "acs_ecs_dashboard", "CPUUtilization"
    return made
