"""The account's own templates: made, changed, deleted."""

import re

from scalehook.kit import Work
from scalehook.template_engine import deleting
from scalehook.template_engine.library import VERSION, public_templates
from scalehook.template_engine.registering import register
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, StoredTemplate
from scalehook.template_engine.template_views import template_view
from scalehook.template_engine.texts import json_texts, tags_in
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.oos import (
    EntityAlreadyExistsTemplate,
    EntityNotExistsTemplate,
    InvalidTemplateParameter,
)
from scalehook_contracts.template_engine.template_changes import (
    CreatedTemplate,
    CreateTemplate,
    DeleteTemplate,
    DeleteTemplates,
    TemplateDeleted,
    UpdatedTemplate,
    UpdateTemplate,
)

RESERVED = re.compile(r"ALIYUN|ACS|ALIBABA|ALICLOUD", re.IGNORECASE)
MOST_VERSIONS = 200
CANCELLED = "the execution was cancelled: its template is deleted"


def create_template(command: CreateTemplate, work: Work[State, Settings]) -> CreatedTemplate:
    """In its first version."""
    name = command.template_name
    if RESERVED.match(name):
        raise InvalidParameter(name="TemplateName")
    if name in work.state.templates:
        raise EntityAlreadyExistsTemplate()
    register(
        name,
        command.content,
        work,
        template_version=VERSION,
        version_name=command.version_name,
        tags=tags_in(command.tags),
        resource_group_id=command.resource_group_id,
    )
    view = template_view(work.state.templates[name], work.settings.account_id)
    return CreatedTemplate(template=view)


def update_template(command: UpdateTemplate, work: Work[State, Settings]) -> UpdatedTemplate:
    """In its next version; executions of earlier ones go on as they began."""
    before = _own(command.template_name, work)
    number = int(before.version[1:]) + 1
    if number > MOST_VERSIONS:
        raise InvalidTemplateParameter(why=f"a template has no more than {MOST_VERSIONS} versions")
    register(
        before.name,
        command.content,
        work,
        template_version=f"v{number}",
        version_name=command.version_name,
        tags=tags_in(command.tags) if command.tags else before.tags,
        resource_group_id=command.resource_group_id or before.resource_group_id,
    )
    view = template_view(work.state.templates[before.name], work.settings.account_id)
    return UpdatedTemplate(template=view)


def delete_template(command: DeleteTemplate, work: Work[State, Settings]) -> Done:
    """With its executions, if that is asked for."""
    _delete([command.template_name], work, with_executions=command.auto_delete_executions)
    return Done()


def delete_templates(command: DeleteTemplates, work: Work[State, Settings]) -> Done:
    """All of them, or none."""
    names = json_texts("TemplateNames", command.template_names)
    if not names:
        raise InvalidParameter(name="TemplateNames")
    _delete(list(dict.fromkeys(names)), work, with_executions=command.auto_delete_executions)
    return Done()


def _delete(names: list[str], work: Work[State, Settings], *, with_executions: bool) -> None:
    for name in names:
        _own(name, work)
        if not with_executions and any(not each.over for each in _executions(name, work)):
            raise InvalidTemplateParameter(why=f"executions of {name} are not over")
    for name in names:
        work.record(TemplateDeleted(template_name=name))
    for name in names if with_executions else ():
        deleting.delete(_executions(name, work), CANCELLED, work)  # nobody can begin another one now


def _executions(name: str, work: Work[State, Settings]) -> list[Execution]:
    return list(work.state.archive.executions.find([("TemplateName", name)]))


def _own(name: str, work: Work[State, Settings]) -> StoredTemplate:
    """A template of the account's own: others nobody can change."""
    stored = work.state.templates.get(name)
    if name in public_templates() or (stored is not None and stored.public):
        raise InvalidTemplateParameter(why=f"{name} is a public template")
    if stored is None:
        raise EntityNotExistsTemplate()
    return stored
