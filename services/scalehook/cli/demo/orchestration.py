"""Looks at OOS: the execution that a hook started, and its tasks."""

import json
from typing import Any

from alibabacloud_oos20190601 import models as oos

from scalehook.cli.demo.clients import Cloud

TEMPLATE = "ACS-ESS-LifeCycleRunCommand"
FINAL = ("Success", "Failed", "Cancelled")


def execution_of(cloud: Cloud, token: str) -> Any | None:
    """The ended execution that was given this lifecycle action token; None before."""
    request = oos.ListExecutionsRequest(region_id=cloud.region, template_name=TEMPLATE)
    for execution in cloud.oos.list_executions(request).body.executions:
        parameters = execution.parameters
        known = json.loads(parameters) if isinstance(parameters, str) else parameters
        if known["lifecycleActionToken"] == token and execution.status in FINAL:
            return execution
    return None


def tasks_of(cloud: Cloud, execution_id: str) -> dict[str, Any]:
    """The execution's tasks by name, oldest first."""
    request = oos.ListTaskExecutionsRequest(
        region_id=cloud.region, execution_id=execution_id, sort_order="Ascending"
    )
    tasks = cloud.oos.list_task_executions(request).body.task_executions
    return {task.task_name: task for task in tasks}
