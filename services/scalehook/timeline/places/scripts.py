"""Commands of Cloud Assistant, and their scripts on each instance."""

from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import Garden
from scalehook.timeline.node import Node


def invoked(fact: Fact, garden: Garden) -> None:
    """Below the task that has asked for it."""
    invoke_id = fact.text("InvokeId")
    node = garden.node("invocation", invoke_id)
    node.title, node.at = f"command {invoke_id}", fact.time("InvokedAt") or fact.at
    garden.put_in_flow(node, fact, "task", "execution")


def started(fact: Fact, garden: Garden) -> None:
    """On one instance."""
    node = _script(fact, garden)
    node.title, node.at, node.lasts = f"script on {fact.text('InstanceId')}", fact.at, True


def ended(fact: Fact, garden: Garden) -> None:
    """With its exit code, or why it has none."""
    node = _script(fact, garden)
    node.title, node.at = node.title or f"script on {fact.text('InstanceId')}", node.at or fact.at
    said = fact.text("ErrorInfo") or fact.text("ErrorCode")
    code = fact.text("ExitCode")
    parts = (fact.text("InvocationStatus"), f"exit code {code}" if code else "", said)
    node.lasts = True
    node.end(fact.time("EndedAt") or fact.at, ", ".join(filter(None, parts)))


def struck(fact: Fact, garden: Garden) -> None:
    """Somebody wanted it so."""
    garden.moment(_script(fact, garden), fact, f"fault {fact.text('Kind')}")


def _script(fact: Fact, garden: Garden) -> Node:
    node = garden.node("script", f"{fact.text('InvokeId')}/{fact.text('InstanceId')}")
    node.marks.add(fact.text("InstanceId"))
    garden.put(node.key, ("invocation", fact.text("InvokeId")))
    return node


PLACES = {
    "script_runner.command_invoked": invoked,
    "script_runner.script_started": started,
    "script_runner.script_ended": ended,
    "script_runner.script_fault_struck": struck,
}
