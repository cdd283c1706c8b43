"""Executions of templates by a line each."""

import pytest

from scalehook.script_runner.settings import Settings as ScriptRunnerSettings
from scalehook.testing.cloud import Cloud
from scalehook.testing.running import RunningStack
from scalehook_contracts.errors import ApiError

TEMPLATE = "ACS-ESS-LifeCycleRunCommand"


@pytest.mark.scalehook(script_runner=ScriptRunnerSettings(executor="simulated"))
def test_an_execution_is_started_and_looked_at(scalehook: RunningStack) -> None:
    """It acts on an action of a hook, and completes it: its status, tasks and outputs are the API's."""
    cloud = scalehook
    role, group = cloud.role("OOSServiceRole"), cloud.group()
    assert role.view.arn.lower() == role.arn.lower()
    hook = group.hook("SCALE_OUT", default="ABANDON")
    action = group.scale_out()
    execution = cloud.template(TEMPLATE).start(
        regionId=cloud.region,
        instanceIds=action.instance_ids,
        lifecycleHookId=hook.id,
        lifecycleActionToken=action.token,
        commandContent="true",
    )
    cloud.run_until(lambda: execution.status in ("Success", "Failed"))
    assert execution.status == "Success", execution.view.status_message
    assert execution.tasks
    assert isinstance(execution.outputs, dict)
    assert (action.status, action.result) == ("Completed", "CONTINUE")


def test_a_template_that_there_is_not(cloud: Cloud) -> None:
    """Is refused as documented."""
    with pytest.raises(ApiError, match=r"EntityNotExists\.Template"):
        cloud.execution("my-template")
    with pytest.raises(ApiError, match=r"EntityNotExists\.Template"):
        _ = cloud.template("my-template").view
