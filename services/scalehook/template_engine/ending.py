"""What an execution comes to."""

from typing import Any

from scalehook.kit import Work
from scalehook.template_engine.document import Document
from scalehook.template_engine.expressions import ExpressionFailed, Scope, resolve
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State
from scalehook_contracts.template_engine.executions import ExecutionEnded


def end(
    execution: Execution, document: Document, scope: Scope, problem: str, work: Work[State, Settings]
) -> None:
    """A critical task that failed makes the execution fail, whatever came after it."""
    failures = [
        run.status_message
        for run in execution.top_level()
        if run.status == "Failed" and document.task(run.name).is_critical
    ]
    outputs: dict[str, Any] = {}
    message = problem or (failures[-1] if failures else "")
    if not problem and not failures:
        outputs, message = _outputs(document, scope)
    work.record(
        ExecutionEnded(
            execution_id=execution.execution_id,
            template_name=execution.started.template_name,
            status="Failed" if message or failures else "Success",
            status_message=message,
            parameters=execution.started.parameters,
            outputs=outputs,
            ended_at=work.now.timestamp(),
        )
    )


def _outputs(document: Document, scope: Scope) -> tuple[dict[str, Any], str]:
    """The outputs, or why they cannot be computed."""
    try:
        return {name: resolve(node.value, scope) for name, node in document.outputs.items()}, ""
    except ExpressionFailed as problem:
        return {}, str(problem)
