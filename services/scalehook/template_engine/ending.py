"""What an execution comes to."""

from typing import Any

from scalehook.kit.history import overdue
from scalehook.template_engine import listening
from scalehook.template_engine.document import Document
from scalehook.template_engine.expressions import ExpressionFailed, Scope, resolve
from scalehook.template_engine.state import Execution
from scalehook.template_engine.state.events.executions import ExecutionsForgotten
from scalehook.template_engine.steps import Steps
from scalehook_contracts.template_engine.executions import ExecutionEnded


def end(
    execution: Execution, problem: str, steps: Steps, *, cancelled: bool = False, forgiven: bool = False
) -> None:
    """A problem makes the execution fail, unless somebody has cancelled it; and so does a critical task
    that failed, whatever came after it, unless it is `forgiven`. With it, what was over long ago is
    forgotten.
    """
    problem, cancelled = execution.cancelled or problem, cancelled or bool(execution.cancelled)
    outputs: dict[str, Any] = {}
    message, failed = problem, bool(problem)
    if not problem:
        document = steps.document_of(execution)
        failures = [] if forgiven else _critical_failures(execution, document)
        failed, message = bool(failures), failures[-1] if failures else ""
    if not failed:
        outputs, message = _outputs(document, steps.scope(execution, absent=True))
    steps.work.record(
        ExecutionEnded(
            execution_id=execution.execution_id,
            template_name=execution.started.template_name,
            status="Cancelled" if cancelled else "Failed" if failed or message else "Success",
            status_message=message,
            parameters=execution.started.parameters,
            outputs=outputs,
            ended_at=steps.work.now.timestamp(),
            client_token=execution.started.client_token,
        )
    )
    listening.tell(steps.work)
    old = overdue(steps.work.state.archive.ended, steps.work.now, steps.work.settings)
    if old:
        steps.work.record(ExecutionsForgotten(execution_ids=old))


def _critical_failures(execution: Execution, document: Document) -> list[str]:
    return [
        run.status_message
        for run in execution.top_level()
        if run.status == "Failed" and not run.repeated and document.task(run.name).is_critical
    ]


def _outputs(document: Document, scope: Scope) -> tuple[dict[str, Any], str]:
    """The outputs, or why they cannot be computed."""
    try:
        return {name: resolve(node.value, scope) for name, node in document.outputs.items()}, ""
    except ExpressionFailed as problem:
        return {}, str(problem)
