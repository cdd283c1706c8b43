"""Executions of templates: their tasks, and what their scripts have said."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.views.listing import Nothing, read
from scalehook.gateway.console.views.timelines import grown
from scalehook.timeline import Node
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.gateway import NotFound
from scalehook_contracts.script_runner.invocations import DescribeInvocationResults
from scalehook_contracts.template_engine.base import AnyStatus
from scalehook_contracts.template_engine.executions import ListExecutions
from scalehook_contracts.template_engine.tasks import ListTaskExecutions, TaskExecutionView

MOST_INVOCATIONS = 20  # each has said 24 KB at most: the cloud keeps no more
MOST_TASKS = 1000  # with the runs of loops


class Executions(BaseModel):
    """The query of `executions`: those with this status, of this template, and started by this user or
    role, where they are named.
    """

    model_config = ConfigDict(extra="forbid")
    limit: int = Field(100, ge=10, le=100)
    cursor: str = Field("", max_length=256)
    status: AnyStatus = ""
    template: str = Field("", max_length=256)
    by: str = Field("", max_length=256)


async def executions(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """The newest first."""
    asked = read(query, Executions)
    command = ListExecutions(
        max_results=asked.limit,
        next_token=asked.cursor,
        status=asked.status,
        template_name=asked.template,
        executed_by=asked.by,
    )
    found = await desk.ask(command)
    return {
        "items": [each.model_dump(mode="json") for each in found.executions],
        "next": found.next_token or None,
        "total": None,  # nobody counts them
    }


async def execution(desk: Desk, execution_id: str, query: dict[str, str]) -> dict[str, Any]:
    """One, with its tasks in order of time."""
    read(query, Nothing)
    found = (await desk.ask(ListExecutions(execution_id=execution_id))).executions
    if not found:
        raise NotFound()
    tasks, more = await _tasks(desk, execution_id)
    return {
        "execution": found[0].model_dump(mode="json"),
        "tasks": [each.model_dump(mode="json") for each in tasks],
        "more_tasks": more,
        "scripts": await _scripts(desk, execution_id),
    }


async def _tasks(desk: Desk, execution_id: str) -> tuple[list[TaskExecutionView], bool]:
    """The first ones, and whether there are more: a loop may have any number of them."""
    tasks: list[TaskExecutionView] = []
    token = ""
    while len(tasks) < MOST_TASKS:
        asked = ListTaskExecutions(
            execution_id=execution_id,
            include_child_task_execution=True,
            max_results=100,
            sort_order="Ascending",
            next_token=token,
        )
        page = await desk.ask(asked)
        tasks += page.task_executions
        token = page.next_token
        if not token:
            break
    return tasks, bool(token)


async def _scripts(desk: Desk, execution_id: str) -> list[dict[str, Any]]:
    """What they have said so far. Only a stack in one process knows which are an execution's."""
    try:
        roots = await grown(desk)
    except InvalidParameter:
        return []
    found: list[dict[str, Any]] = []
    for invoke_id in list(_invocations(roots, execution_id))[:MOST_INVOCATIONS]:
        command = DescribeInvocationResults(
            region_id=desk.settings.region,
            invoke_id=invoke_id,
            content_encoding="PlainText",
            page_size=50,
        )
        results = (await desk.ask(command)).invocation.invocation_results
        found += [each.model_dump(mode="json") for each in results]
    return found


def _invocations(roots: list[Node], execution_id: str) -> Iterator[str]:
    for root in roots:
        for node in root.walk():
            if node.key == ("execution", execution_id):
                yield from (each.key[1] for each in node.walk() if each.kind == "invocation")
