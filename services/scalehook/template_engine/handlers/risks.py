"""Tasks that call what cannot be undone."""

from scalehook.kit import Work
from scalehook.template_engine.document import parse
from scalehook.template_engine.needed_calls import risky_calls
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.starting import template_of
from scalehook.template_engine.state import State
from scalehook_contracts.template_engine.risks import ListExecutionRiskyTasks, RiskyTask, RiskyTaskList


def list_execution_risky_tasks(
    command: ListExecutionRiskyTasks, work: Work[State, Settings]
) -> RiskyTaskList:
    """By API; of all templates that the template executes."""
    stored = template_of(command.template_name, "", work)
    by_api: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for call in risky_calls(stored.name, parse(stored.content), work.state):
        by_api.setdefault((call.service, call.api), []).append((call.task, call.template))
    return RiskyTaskList(
        risky_tasks=[
            RiskyTask(
                service=service,
                api=api,
                task=list(dict.fromkeys(task for task, _ in places)),
                template=list(dict.fromkeys(template for _, template in places)),
            )
            for (service, api), places in by_api.items()
        ]
    )
