"""Templates as the describing operations answer them."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.template_engine.document import Document, parse
from scalehook.template_engine.state import StoredTemplate, StoredVersion
from scalehook_contracts.template_engine.template_checks import CheckedTask
from scalehook_contracts.template_engine.template_listing import Category, TemplateVersionView
from scalehook_contracts.template_engine.templates import TemplateView

SUMMARIES = 4096  # that are kept: a list looks at all templates, and reading one takes milliseconds
TRIGGERS: tuple[Category, ...] = ("TimerTrigger", "EventTrigger", "AlarmTrigger")


def template_id(name: str) -> str:
    """The same for the same name; of a template that has none, for the same text."""
    return "t-" + hashlib.sha256(name.encode()).hexdigest()[:20]


def template_view(template: StoredTemplate, account: str) -> TemplateView:
    """A template."""
    author = author_of(template, account)
    return TemplateView(
        template_name=template.name,
        template_id=template_id(template.name),
        template_version=template.version,
        version_name=template.version_name,
        template_format=format_of(template.content),
        share_type="Public" if template.public else "Private",
        hash=hashlib.sha256(template.content.encode()).hexdigest(),
        description=description_of(template.content),
        created_by=author,
        updated_by=author,
        created_date=iso_seconds(moment(template.created_at)),
        updated_date=iso_seconds(moment(template.registered_at)),
        has_trigger=category_of(template.content) != "Other",
        tags=template.tags,
        resource_group_id=template.resource_group_id,
    )


def author_of(template: StoredTemplate, account: str) -> str:
    """Who has made it."""
    return "ACS" if template.public else f"root({account})"


def version_view(version: StoredVersion, template: StoredTemplate, account: str) -> TemplateVersionView:
    """One version of a template."""
    return TemplateVersionView(
        template_version=version.version,
        version_name=version.version_name,
        template_format=format_of(version.content),
        description=description_of(version.content),
        updated_by=author_of(template, account),
        updated_date=iso_seconds(moment(version.registered_at)),
    )


def checked_task(task: dict[str, Any]) -> CheckedTask:
    """A task as a valid template writes it."""
    description = task.get("Description") or ""
    return CheckedTask(
        name=task["Name"],
        type=task["Action"],
        description=description if isinstance(description, str) else json.dumps(description),
        properties=json.dumps(task.get("Properties") or {}, ensure_ascii=False),
        outputs=json.dumps(task.get("Outputs") or {}, ensure_ascii=False),
    )


def format_of(content: str) -> str:
    """JSON is an object."""
    return "JSON" if content.lstrip().startswith("{") else "YAML"


@lru_cache(SUMMARIES)
def description_of(content: str) -> str:
    """As text; one in several languages as JSON."""
    description = parse(content).description
    return description if isinstance(description, str) else json.dumps(description, ensure_ascii=False)


@lru_cache(SUMMARIES)
def category_of(content: str) -> Category:
    """By the action that waits for something outside."""
    return category_among(parse(content))


def category_among(document: Document) -> Category:
    """The same of a template that is taken apart already."""
    actions = {task.action.lower() for task in document.tasks}
    return next((name for name in TRIGGERS if f"acs::{name.lower()}" in actions), "Other")
