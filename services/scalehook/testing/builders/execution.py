"""An execution of an OOS template."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scalehook.testing.asking import ask
from scalehook.testing.builders.handle import Handle
from scalehook_contracts.errors.oos import EntityNotExistsExecution
from scalehook_contracts.template_engine.executions import (
    ListedExecution,
    ListExecutions,
    StartExecution,
)
from scalehook_contracts.template_engine.tasks import ListTaskExecutions, TaskExecutionView

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud

MOST_TASKS = 100


class Execution(Handle):
    """`cloud.execution("ACS-ECS-…", instanceIds=[…])`."""

    @classmethod
    def start(cls, cloud: "Cloud", template: str, parameters: Mapping[str, Any]) -> "Execution":
        """It runs; scripts of it run in real time."""
        said = json.dumps(dict(parameters))
        started = ask(cloud, StartExecution, template_name=template, parameters=said)
        return cls(cloud, started.execution.execution_id)

    @property
    def view(self) -> ListedExecution:
        """As ListExecutions describes it."""
        found = self._ask(ListExecutions, execution_id=self.id, include_child_execution=True)
        if not found.executions:
            raise EntityNotExistsExecution(name=self.id)
        return found.executions[0]

    @property
    def status(self) -> str:
        """`Running`, `Waiting`, `Success`, `Failed` or `Cancelled`."""
        return self.view.status

    @property
    def outputs(self) -> Any:
        """What it gave back."""
        return json.loads(self.view.outputs or "{}")

    @property
    def tasks(self) -> list[TaskExecutionView]:
        """The runs of its tasks, the newest first."""
        listed = self._ask(ListTaskExecutions, execution_id=self.id, max_results=MOST_TASKS)
        return listed.task_executions
