"""Starts executions, of templates by name and of the templates behind product actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scalehook.kit import ROOT, Work
from scalehook.template_engine.document import Document, InvalidTemplate, parse
from scalehook.template_engine.expressions import ExpressionFailed, Scope, as_text, lowered, resolve
from scalehook.template_engine.library import VERSION, product_actions, public_templates
from scalehook.template_engine.masking import masked
from scalehook.template_engine.parameters import parameters_of
from scalehook.template_engine.scopes import built_in
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, StoredTemplate, TaskRun
from scalehook_contracts.errors.oos import EntityNotExistsTemplate, InvalidTemplateParameter
from scalehook_contracts.template_engine.executions import ExecutionStarted

DEEPEST = 3  # levels of executions in executions


@dataclass(frozen=True)
class Source:
    """Which template is executed: a registered one, in its newest version where none is named, or one
    that is given as text.
    """

    name: str = ""
    version: str = ""
    content: str = ""


def template_of(name: str, version: str, work: Work[State, Settings]) -> StoredTemplate:
    """The template in this version, in any where none is named. A public one is there even before it
    is registered: at the first start a request may come first.
    """
    stored = work.state.templates.get(name)
    if stored is None and name in public_templates():
        content = public_templates()[name]
        stored = StoredTemplate(name, VERSION, True, content, work.now.timestamp())
    found = stored.in_version(version) if stored is not None else None
    if found is None:
        raise EntityNotExistsTemplate()
    return found


def content_of(source: Source, state: State) -> str:
    """The text itself; or that of a registered template, of a public one, or of the one behind a product
    action.
    """
    if source.content:
        return source.content
    stored = state.templates.get(source.name)
    if stored is not None:
        found = stored.in_version(source.version)
        content = found.content if found is not None else None
    else:
        content = public_templates().get(source.name) or product_actions().get(source.name.lower())
    if content is None:
        raise EntityNotExistsTemplate()
    return content


def document_of(execution: Execution, state: State) -> Document:
    """The template that it executes; InvalidTemplate when it is there no more."""
    started = execution.started
    source = Source(started.template_name, started.template_version, started.template_content)
    try:
        return parse(content_of(source, state))
    except EntityNotExistsTemplate as problem:
        raise InvalidTemplate(problem.message) from problem


def start(
    source: Source,
    given: Mapping[str, Any],
    work: Work[State, Settings],
    *,
    parent: Execution | None = None,
    **fields: Any,
) -> Execution:
    """Record the start; the caller begins its first task."""
    document = _parsed(source, work.state)
    execution_id = _new_id(work)
    user = f"root({work.settings.account_id})"
    names = built_in(execution_id, user, work.now, work.settings)
    parameters = parameters_of(document, given, names)
    fields.setdefault("ram_role", _role(document, names | lowered(parameters)))
    work.record(
        ExecutionStarted(
            execution_id=execution_id,
            template_name=source.name,
            template_version=source.version or _newest(source.name, work.state),
            template_content=source.content,
            parameters=parameters,
            no_echo=_not_shown(document, parameters, parent),
            executed_by=user,
            started_at=work.now.timestamp(),
            **fields,
        )
    )
    return work.state.executions[execution_id]


def _new_id(work: Work[State, Settings]) -> str:
    return "exec-" + work.random.randbytes(10).hex()


def _parsed(source: Source, state: State) -> Document:
    try:
        return parse(content_of(source, state))
    except InvalidTemplate as problem:
        raise InvalidTemplateParameter(why=str(problem)) from problem


def _not_shown(document: Document, parameters: dict[str, Any], parent: Execution | None) -> list[str]:
    """What the template hides, and what its parent has put of its own hidden values into others."""
    hidden = [name for name, node in document.parameters.items() if node.no_echo]
    if parent is not None:
        hidden += [name for name, value in parameters.items() if masked(value, parent) != value]
    return list(dict.fromkeys(hidden))


def _newest(name: str, state: State) -> str:
    stored = state.templates.get(name)
    return stored.version if stored is not None else VERSION


def start_child(
    run: TaskRun, source: Source, given: dict[str, Any], work: Work[State, Settings]
) -> Execution:
    """An execution for a task of another, under the same role."""
    parent = work.state.executions[run.execution_id]
    check_depth(parent.execution_id, work.state)
    return start(
        source,
        given,
        work,
        parent=parent,
        ram_role=parent.started.ram_role,
        caller=parent.started.caller,
        session_policy=parent.started.session_policy,
        parent_execution_id=parent.execution_id,
        parent_task_execution_id=run.task_id,
        hops=parent.started.hops,
    )


def start_firing(
    run: TaskRun, data: dict[str, Any], work: Work[State, Settings], client_token: str, hops: int
) -> Execution:
    """An execution of the same template, with the same parameters, for a trigger that has fired after so
    many events.
    """
    parent = work.state.executions[run.execution_id].started
    execution_id = _new_id(work)
    changed = {
        "execution_id": execution_id,
        "parent_execution_id": parent.execution_id,
        "trigger_task_execution_id": run.task_id,
        "trigger_data": data,
        "client_token": client_token,
        "mode": "Automatic",
        "hops": max(hops, parent.hops),
        "started_at": work.now.timestamp(),
    }
    work.record(parent.model_copy(update=changed))
    return work.state.executions[execution_id]


def in_whose_name(execution: Execution) -> dict[str, Any]:
    """What effects need to know of an execution, to act as its role. Its caller must be allowed to hand
    the role to OOS, unless it is the account itself. That is asked again with each call: what is allowed
    may have changed, and so may the template.
    """
    started = execution.started
    return {
        "execution_id": started.execution_id,
        "ram_role": started.ram_role,
        "caller": started.caller,
        "session_policy": started.session_policy,
        "hands_over": started.caller != ROOT,
    }


def check_depth(parent_id: str, state: State) -> None:
    """Refuses an execution below this one when it would lie too deep."""
    depth = 1
    while (parent := state.executions.get(parent_id)) is not None:
        depth += not parent.started.trigger_task_execution_id  # what a trigger starts is no deeper
        parent_id = parent.started.parent_execution_id
    if depth > DEEPEST:
        raise InvalidTemplateParameter(why=f"templates call each other deeper than {DEEPEST} levels")


def _role(document: Document, names: Mapping[str, Any]) -> str:
    try:
        return as_text(resolve(document.ram_role, Scope(names)))
    except ExpressionFailed as problem:
        raise InvalidTemplateParameter(why=f"RamRole: {problem}") from problem
