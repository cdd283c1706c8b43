"""A stack on which hooks execute public templates, and what can be read back of their effect."""

from collections.abc import Callable
from typing import Any

from scalehook.testing.builders import Action, Group
from scalehook.testing.cloud import Cloud
from scalehook_contracts.fleet.instance_creation import RunInstances
from scalehook_contracts.resource_provider.resources import AddResource, ListResources
from scalehook_contracts.template_engine.executions import ListedExecution, ListExecutions
from scalehook_contracts.template_engine.tasks import ListTaskExecutions
from support.resources import answer, operation

RESOURCES = {
    "redis": "r-1", "mongodb": "dds-1", "polardb": "pc-1", "analyticdb": "am-1", "bucket": "files",
    "auto-snapshot-policy": "sp-1", "cluster": "c-1", "container-group": "eci-1", "eip": "eip-1",
}  # fmt: skip
STEP_SECONDS, MOST_STEPS = 20, 400
OVER = ("Success", "Failed", "Cancelled")


class HookStage:
    """A role that may do everything, and one resource of each kind."""

    def __init__(self, cloud: Cloud) -> None:
        cloud.reset()
        self.cloud = cloud
        cloud.role("OOSServiceRole")
        for kind, resource_id in RESOURCES.items():
            self.add(kind, resource_id)
        self.group: Group = cloud.group()

    def add(self, kind: str, resource_id: str, **attributes: Any) -> None:
        self.cloud.call(AddResource(kind=kind, resource_id=resource_id, attributes=attributes))

    def resource(self, kind: str, resource_id: str) -> dict[str, Any]:
        """Its attributes, as `scalehook resource show` has them."""
        found = self.cloud.call(ListResources(kind=kind, resource_id=resource_id)).resources
        return dict(found[0].attributes)

    def call(self, product: str, action: str, **parameters: Any) -> dict[str, Any]:
        asked = operation(product, action, **parameters)
        return answer(asked, self.cloud.call(asked))

    def launch(self) -> str:
        """An instance of no group."""
        asked = RunInstances(
            region_id=self.cloud.region, image_id="m", instance_type="ecs.g7.large",
            security_group_id="sg-1",
        )  # fmt: skip
        [made] = self.cloud.call(asked).instance_id_sets.instance_id_set
        self.cloud.advance("1m")
        return str(made)

    def grown(self) -> str:
        """The group has an instance, which no hook has held."""
        self.group.scale(1)
        self.cloud.advance("1m")
        [one] = self.group.instances
        return one.instance_id

    def play(
        self, template: str, transition: str = "SCALE_OUT", default: str = "ABANDON", **metadata: Any
    ) -> Action:
        """A hook executes it, to its end."""
        to = self.cloud.template(template)
        self.group.hook(transition, to=to, metadata=metadata, timeout=21600, default=default)
        move = self.group.scale_out if transition == "SCALE_OUT" else self.group.scale_in
        action = move()
        assert isinstance(action, Action)
        self.until(lambda: self.execution(template).status in OVER)
        self.cloud.advance("1m")
        return action

    def until(self, condition: Callable[[], bool]) -> None:
        """In virtual time, which scripts hold up as long as they run."""
        for _ in range(MOST_STEPS):
            if condition():
                return
            self.cloud.advance(STEP_SECONDS, hold_scripts=True)
        raise AssertionError(f"it has not come so far:\n{self.cloud.events.tree()}")

    def execution(self, template: str) -> ListedExecution:
        """The newest of the template; a public one is named exactly."""
        found = self.cloud.call(ListExecutions(template_name=template)).executions
        return next(each for each in found if each.template_name == template)

    def problems(self) -> list[str]:
        """What failed tasks say, those of product actions as well."""
        listed = self.cloud.call(ListExecutions(include_child_execution=True, max_results=100))
        return [
            task.status_message
            for execution in listed.executions
            for task in self.cloud.call(
                ListTaskExecutions(execution_id=execution.execution_id, max_results=100)
            ).task_executions
            if task.status == "Failed"
        ]
