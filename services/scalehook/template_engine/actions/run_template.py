"""ACS::Template and the product actions: another template, executed for this task."""

from scalehook.template_engine.actions.action import ChildNeeded, Failed, Outcome
from scalehook.template_engine.state import TaskRun


def begin(run: TaskRun) -> Outcome:
    """Execute the named template, or the one that is given."""
    name, content = run.properties.get("TemplateName", ""), run.properties.get("TemplateContent", "")
    version = run.properties.get("TemplateVersion") or ""
    parameters = run.properties.get("Parameters") or {}
    if not all(isinstance(text, str) for text in (name, content, version)):
        return Failed("TemplateName, TemplateVersion and TemplateContent must be texts")
    if not isinstance(parameters, dict):
        return Failed("Parameters must be an object")
    if bool(name) is bool(content):
        return Failed("either TemplateName or TemplateContent must be given")
    return ChildNeeded(name, parameters, version, content)


def begin_product_action(run: TaskRun) -> Outcome:
    """`ACS::ECS::RunCommand`: the properties are the parameters."""
    return ChildNeeded(run.action, run.properties)
