"""Reads what a task needs of the Parameter Store, before it begins, as the execution's role."""

from scalehook.template_engine import starting
from scalehook.template_engine.state import Execution
from scalehook.template_engine.state.events.executions import ParametersBorrowed
from scalehook.template_engine.steps import Given, RunTask, Steps
from scalehook_contracts.template_engine.borrowing import BorrowParameters, RecordBorrowedParameters


def is_due(step: RunTask, steps: Steps) -> bool:
    """Whether the task names any of them that have not been read for it."""
    names = steps.document_of(step.execution).stored
    return not step.borrowed and bool(names.get(step.node.name))


def begin(step: RunTask, steps: Steps) -> None:
    """The task waits for them."""
    borrow = BorrowParameters(
        **starting.in_whose_name(step.execution),
        names=steps.document_of(step.execution).stored[step.node.name],
        task_name=step.node.name,
        chosen=step.chosen,
        properties=step.given.properties,
        loop_item=step.given.loop_item,
    )
    steps.work.begin(key(step.execution), borrow)


def take(execution: Execution, answer: RecordBorrowedParameters, steps: Steps) -> None:
    """The task begins; where it needs one that could not be read, it fails."""
    known = {"values": answer.values, "refusals": answer.refusals}
    steps.work.record(ParametersBorrowed(execution_id=execution.execution_id, **known))
    node = steps.document_of(execution).task(answer.task_name)
    given = Given(answer.properties, answer.loop_item)
    steps.then(RunTask(execution, node, answer.chosen, given, borrowed=True))


def key(execution: Execution) -> str:
    """The effect's: an execution begins one task at a time."""
    return f"borrow/{execution.execution_id}"
