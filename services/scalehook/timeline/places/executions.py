"""Executions of templates, and their tasks."""

from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import Garden


def started(fact: Fact, garden: Garden) -> None:
    """Of a hook, of another execution's task, or of a user."""
    name, role = fact.text("TemplateName") or "a template", fact.text("RamRole")
    node = garden.begin("execution", fact.text("ExecutionId"), fact, f"execution of {name}")
    node.who = f"role {role}" if role else fact.text("Caller")
    if above := fact.text("ParentTaskExecutionId"):
        garden.put(node.key, ("task", above))
    elif token := fact.text("ClientToken"):
        garden.put_by_token(node.key, token)


def ended(fact: Fact, garden: Garden) -> None:
    """With its status, and why."""
    node = garden.known("execution", fact.text("ExecutionId"))
    if node is not None:
        node.end(fact.time("EndedAt") or fact.at, _result(fact))


def task_started(fact: Fact, garden: Garden) -> None:
    """Below its execution; of a loop, below the task that loops."""
    title = f"task {fact.text('TaskName')} ({fact.text('TaskAction')})"
    node = garden.begin("task", fact.text("TaskExecutionId"), fact, title)
    above = fact.text("ParentTaskExecutionId")
    if above:
        garden.put(node.key, ("task", above))
    else:
        garden.put(node.key, ("execution", fact.text("ExecutionId")))


def task_ended(fact: Fact, garden: Garden) -> None:
    """With its status, and why."""
    node = garden.known("task", fact.text("TaskExecutionId"))
    if node is not None:
        node.end(fact.time("EndedAt") or fact.at, _result(fact))


def _result(fact: Fact) -> str:
    return ": ".join(filter(None, (fact.text("Status"), fact.text("StatusMessage"))))


PLACES = {
    "template_engine.execution_started": started,
    "template_engine.execution_ended": ended,
    "template_engine.task_execution_started": task_started,
    "template_engine.task_execution_ended": task_ended,
}
