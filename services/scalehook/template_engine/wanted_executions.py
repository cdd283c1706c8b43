"""What ListExecutions asks for beyond what executions are found by at once: each is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from scalehook.template_engine import starting
from scalehook.template_engine.dates import within
from scalehook.template_engine.document import InvalidTemplate
from scalehook.template_engine.state import Execution, State
from scalehook.template_engine.targets import targets
from scalehook.template_engine.template_views import category_among
from scalehook.template_engine.texts import json_texts, tags_in
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.oos import InvalidTemplateParameter
from scalehook_contracts.template_engine.executions import ListExecutions
from scalehook_contracts.template_engine.template_listing import Category


@dataclass(frozen=True)
class Wanted:
    """The request, its texts read."""

    command: ListExecutions
    tags: dict[str, str]
    categories: list[str]

    @classmethod
    def by(cls, command: ListExecutions, account: str) -> "Wanted":
        """Refuses filters that exclude each other."""
        if command.depth and command.include_child_execution:
            raise InvalidTemplateParameter(why="either Depth or IncludeChildExecution")
        if command.category and command.categories:
            raise InvalidTemplateParameter(why="either Category or Categories")
        if command.account_id not in ("", account):
            raise InvalidParameter(name="AccountId")
        categories: list[str] = [command.category] if command.category else []
        named = json_texts("Categories", command.categories)
        if not set(named) <= set(get_args(Category)):
            raise InvalidParameter(name="Categories")
        return cls(command, tags_in(command.tags), categories or named)

    def fits(self, execution: Execution, state: State) -> bool:
        """Whether it is asked for."""
        return all(self._filters(execution, state))

    def _filters(self, execution: Execution, state: State) -> Iterator[bool]:
        started, command = execution.started, self.command
        yield command.template_name in started.template_name
        yield command.description in started.description
        yield command.executed_by in ("", started.executed_by)
        yield command.resource_group_id in ("", started.resource_group_id)
        yield self.tags.items() <= started.tags.items()
        yield within(command, started.started_at, execution.ended_at)
        if command.depth == "FirstChildDepth":
            yield bool(started.parent_execution_id) and not _grandparent(execution, state)
        if self.categories:
            yield category(execution, state) in self.categories
        if command.resource_id or command.resource_template_name:
            yield self._is_on_resource(execution, state)

    def _is_on_resource(self, execution: Execution, state: State) -> bool:
        """Whether it, or one that a task of it executes, runs the template on the instance."""
        resource, template = self.command.resource_id, self.command.resource_template_name
        return any(
            template in ("", each.started.template_name)
            and (resource in targets(each) if resource else bool(targets(each)))
            for each in (execution, *_children(execution, state))
        )


def category(execution: Execution, state: State) -> Category:
    """By the trigger that its template has; Other where the template is gone."""
    try:
        return category_among(starting.document_of(execution, state))
    except InvalidTemplate:
        return "Other"


def _children(execution: Execution, state: State) -> Iterator[Execution]:
    for run in execution.tasks.values():
        child = state.executions.get(run.child_execution_id)
        if child is not None:
            yield child


def _grandparent(execution: Execution, state: State) -> str:
    parent = state.executions.get(execution.started.parent_execution_id)
    return parent.started.parent_execution_id if parent is not None else ""
