"""Templates as ListTemplates asks for them."""

from collections.abc import Callable, Iterator
from typing import Any

from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State, StoredTemplate
from scalehook.template_engine.template_views import author_of, category_of, format_of, template_view
from scalehook.template_engine.texts import tags_in
from scalehook_contracts.template_engine.template_listing import ListedTemplate, ListTemplates

NOT_COUNTED = -1
POPULARITY = 10  # of the public templates, which count from 1 to it


def listed_templates(command: ListTemplates, work: Work[State, Settings]) -> list[StoredTemplate]:
    """In the order that is asked for; by name where that says nothing."""
    tags, account = tags_in(command.tags), work.settings.account_id
    found = [
        each
        for each in work.state.templates.values()
        if all(_fits(command, each, account)) and tags.items() <= each.tags.items()
    ]
    down = command.sort_order == "Descending"
    found.sort(key=lambda each: each.name)
    found.sort(key=_key(command.sort_field, work), reverse=down)
    return found


def listed_template(template: StoredTemplate, work: Work[State, Settings]) -> ListedTemplate:
    """A template in a list."""
    view = template_view(template, work.settings.account_id)
    return ListedTemplate(
        **dict(view),
        category=category_of(template.content),
        popularity=_popularity(template),
        total_execution_count=_executions(template, work),
        publisher=view.created_by,
    )


def _fits(command: ListTemplates, template: StoredTemplate, account: str) -> Iterator[bool]:
    """Filter by filter; what is not asked for fits."""
    created = iso_seconds(moment(template.created_at))
    yield command.template_name in template.name
    yield command.share_type in ("", "Public" if template.public else "Private")
    yield command.created_by in ("", author_of(template, account))
    yield command.resource_group_id in ("", template.resource_group_id)
    yield command.template_type in ("", "Automation")
    yield command.created_date_after <= created
    yield created <= (command.created_date_before or created)
    yield command.template_format in ("", format_of(template.content))
    category = category_of(template.content)
    yield command.category in ("", category)
    yield command.has_trigger in (None, category != "Other")


def _key(field: str, work: Work[State, Settings]) -> Callable[[StoredTemplate], Any]:
    return {
        "TemplateName": lambda template: template.name,
        "CreatedDate": lambda template: template.created_at,
        "UpdatedDate": lambda template: template.registered_at,
        "Popularity": _popularity,
    }.get(field, lambda template: _executions(template, work))


def _popularity(template: StoredTemplate) -> int:
    return POPULARITY if template.public else NOT_COUNTED


def _executions(template: StoredTemplate, work: Work[State, Settings]) -> int:
    """Of the account's own."""
    if template.public:
        return NOT_COUNTED
    return len(work.state.archive.executions.find([("TemplateName", template.name)]))
