"""Templates and their versions, listed; texts, checked."""

import json

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.template_engine.listed_templates import listed_template, listed_templates
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.starting import template_of
from scalehook.template_engine.state import State
from scalehook.template_engine.template_views import checked_task, version_view
from scalehook.template_engine.validation import check
from scalehook.template_engine.yaml_reading import read_yaml
from scalehook_contracts.errors.oos import EntityNotExistsTemplate
from scalehook_contracts.template_engine.template_checks import CheckedTemplate, ValidateTemplateContent
from scalehook_contracts.template_engine.template_listing import (
    ListTemplates,
    ListTemplateVersions,
    TemplateList,
    TemplateVersionList,
)


def list_templates(command: ListTemplates, work: Work[State, Settings]) -> TemplateList:
    """The templates that are asked for."""
    chosen, token = next_page(listed_templates(command, work), command.next_token, command.max_results)
    return TemplateList(
        templates=[listed_template(template, work) for template in chosen],
        max_results=command.max_results,
        next_token=token,
    )


def list_template_versions(
    command: ListTemplateVersions, work: Work[State, Settings]
) -> TemplateVersionList:
    """The newest first."""
    stored = template_of(command.template_name, "", work)
    if command.share_type not in ("", "Public" if stored.public else "Private"):
        raise EntityNotExistsTemplate()
    chosen, token = next_page(stored.versions(), command.next_token, command.max_results)
    return TemplateVersionList(
        template_versions=[version_view(each, stored, work.settings.account_id) for each in chosen],
        max_results=command.max_results,
        next_token=token,
    )


def validate_template_content(
    command: ValidateTemplateContent, work: Work[State, Settings]
) -> CheckedTemplate:
    """What is in it, as it is written."""
    document = check(command.content)
    raw = read_yaml(command.content)
    return CheckedTemplate(
        parameters=json.dumps(raw.get("Parameters") or {}, ensure_ascii=False),
        ram_role=document.ram_role,
        outputs=json.dumps(raw.get("Outputs") or {}, ensure_ascii=False),
        tasks=[checked_task(task) for task in raw["Tasks"]],
    )
