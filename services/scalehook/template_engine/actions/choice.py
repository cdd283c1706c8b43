"""ACS::Choice: which task is next."""

from typing import Any

from scalehook.template_engine.actions.action import Failed, Outcome, Succeeded
from scalehook.template_engine.functions.logic import is_true
from scalehook.template_engine.state import TaskRun


def begin(run: TaskRun) -> Outcome:
    """The task of the first choice whose condition holds, else the default one."""
    choices = run.properties.get("Choices") or []
    if not isinstance(choices, list) or not all(_is_choice(choice) for choice in choices):
        return Failed("Choices must be a list, each with When and NextTask")
    targets = [choice["NextTask"] for choice in choices if is_true(choice["When"])]
    target = targets[0] if targets else run.properties.get("DefaultTask")
    if not isinstance(target, str) or not target:
        return Failed("no condition holds, and there is no DefaultTask")
    return Succeeded({}, target)


def _is_choice(choice: Any) -> bool:
    return isinstance(choice, dict) and "When" in choice and isinstance(choice.get("NextTask"), str)
