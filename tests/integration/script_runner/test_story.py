"""A hook that sets up a web server on new instances, on each executor that has walls."""

import base64
from typing import Any

import pytest

from scalehook.script_runner.executors import executor_of
from scalehook.script_runner.settings import Settings
from scalehook.testing.running import running_stack
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.invocations import DescribeInvocationResults
from support.guest.instance import IMAGE
from support.patience import wait_until

TEMPLATE = "ACS-ESS-LifeCycleRunCommand"
SET_UP = "yum install -y httpd\nsystemctl start httpd\nsystemctl enable httpd"
JOINED = "yum install -y httpd systemctl start httpd systemctl enable httpd"
LOOK = "systemctl status httpd\nhostname\ncurl -s http://100.100.100.200/latest/meta-data/instance-id"


@pytest.mark.parametrize("name", ["sandbox", "container", "simulated"])
def test_a_web_server(name: str) -> None:
    """It is set up before the instance serves; a later command finds it running, and itself."""
    if problem := executor_of(name).unavailable():
        pytest.skip(problem)
    settings = Settings.model_validate({"executor": name, "images": {"*": IMAGE}})
    with running_stack(script_runner=settings, speed=4) as cloud:
        cloud.role("OOSServiceRole")
        group = cloud.group()
        hook = group.hook("SCALE_OUT", default="ABANDON")
        action = group.scale_out()
        execution = cloud.template(TEMPLATE).start(
            regionId=cloud.region,
            instanceIds=action.instance_ids,
            lifecycleHookId=hook.id,
            lifecycleActionToken=action.token,
            commandContent=SET_UP,
        )
        wait_until(lambda: execution.status in ("Success", "Failed"), lambda: execution.status)
        assert execution.status == "Success", execution.view.status_message
        assert action.result == "CONTINUE"
        [instance_id] = action.instance_ids
        said = output(cloud, instance_id, LOOK)
        assert "active (running)" in said
        assert instance_id.replace("i-", "iZ") + "Z" in said
        assert said.splitlines()[-1] == instance_id
        joined = output(cloud, instance_id, JOINED)
        assert "No package systemctl available." in joined
        assert "write each on a line of its own" in joined


def output(cloud: Any, instance_id: str, script: str) -> str:
    """What a script says that Cloud Assistant runs."""
    run = cloud.call(
        RunCommand(
            region_id=cloud.region,
            type="RunShellScript",
            command_content=script,
            instance_ids=[instance_id],
        )
    )

    def result() -> Any:
        asked = DescribeInvocationResults(region_id=cloud.region, invoke_id=run.invoke_id)
        return cloud.call(asked).invocation.invocation_results[0]

    wait_until(lambda: result().invoke_record_status != "Running", lambda: repr(result()))
    return base64.b64decode(result().output).decode()
