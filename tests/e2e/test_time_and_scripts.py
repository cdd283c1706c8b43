"""Virtual time against real scripts, and real dates."""

import base64

import pytest
from alibabacloud_ecs20140526 import models as ecs

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.patience import wait_until

BOOT = 5


@pytest.fixture
def instance(process: StackProcess, clients: Clients) -> str:
    """A running instance of a group."""
    group = Group(clients)
    group.execute(group.rule(1))
    process.advance(BOOT)
    [instance] = group.instances()
    return str(instance.instance_id)


def run(clients: Clients, instance: str, script: str, timeout: int = 60) -> str:
    request = ecs.RunCommandRequest(
        region_id=clients.region,
        type="RunShellScript",
        command_content=script,
        instance_id=[instance],
        timeout=timeout,
    )
    return str(clients.ecs.run_command(request).body.invoke_id)


def result(clients: Clients, invoke_id: str) -> ecs.DescribeInvocationResultsResponseBody:
    request = ecs.DescribeInvocationResultsRequest(region_id=clients.region, invoke_id=invoke_id)
    [found] = clients.ecs.describe_invocation_results(
        request
    ).body.invocation.invocation_results.invocation_result
    return found


def outcome(clients: Clients, invoke_id: str) -> ecs.DescribeInvocationResultsResponseBody:
    """The result, when there is one: scripts run in real time."""
    wait_until(
        lambda: result(clients, invoke_id).invocation_status != "Running",
        lambda: f"{invoke_id} still runs",
    )
    return result(clients, invoke_id)


def test_a_running_script_does_not_hold_the_clock_up(
    process: StackProcess, clients: Clients, instance: str
) -> None:
    """It is named as busy, and ended when its virtual time-out has passed."""
    invoke_id = run(clients, instance, "echo begun; sleep 100000", timeout=600)
    assert process.advance(599)["names"] == [f"script_runner:run/{invoke_id}/{instance}"]
    assert result(clients, invoke_id).invocation_status == "Running"
    assert process.advance(1)["busy"] == []
    ended = result(clients, invoke_id)
    assert (ended.invocation_status, ended.error_code) == ("Timeout", "ExecutionTimeout")


def test_moving_the_clock_turns_no_client_away(process: StackProcess, clients: Clients) -> None:
    """A request's own date is judged by real time."""
    process.advance(30 * 86400)
    assert Group(clients).instances() == []
    assert clients.mns.list_queue() is not None


def test_scripts_in_the_sandbox(clients: Clients, instance: str) -> None:
    """The output is what the script said, in Base64; the instance keeps what it wrote."""
    first = run(clients, instance, "echo kept > /root/note; echo done")
    second = run(clients, instance, "cat /root/note; exit 3")
    assert base64.b64decode(outcome(clients, first).output) == b"done\n"
    assert outcome(clients, second).exit_code in (1, 3)  # both ran at once
    third = run(clients, instance, "cat /root/note")
    assert base64.b64decode(outcome(clients, third).output) == b"kept\n"


def test_instances_as_ecs_describes_them(clients: Clients, instance: str) -> None:
    """Lists in their wrappers: what the whitelist templates select from."""
    request = ecs.DescribeInstancesRequest(region_id=clients.region, instance_ids=f'["{instance}"]')
    [seen] = clients.ecs.describe_instances(request).body.instances.instance
    assert seen.status == "Running"
    assert len(seen.vpc_attributes.private_ip_address.ip_address) == 1
    assert seen.inner_ip_address.ip_address == []
