"""ACS::Template and the product actions: another template, executed for this task."""

from scalehook.template_engine.actions.action import ChildNeeded, Failed, Outcome
from scalehook.template_engine.state import TaskRun


def begin(run: TaskRun) -> Outcome:
    """Execute the named template."""
    name = run.properties.get("TemplateName")
    parameters = run.properties.get("Parameters") or {}
    if not isinstance(name, str) or not isinstance(parameters, dict):
        return Failed("TemplateName must be given")
    return ChildNeeded(name, parameters)


def begin_product_action(run: TaskRun) -> Outcome:
    """`ACS::ECS::RunCommand`: the properties are the parameters."""
    return ChildNeeded(run.action, run.properties)
