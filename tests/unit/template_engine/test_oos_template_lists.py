"""Lists of templates, by every filter and order."""

import json
from typing import Any

import pytest

from scalehook.template_engine.library import public_templates
from scalehook_contracts.template_engine.template_changes import CreateTemplate
from scalehook_contracts.template_engine.template_listing import ListTemplates
from support.orchestra import Orchestra

PUBLIC = sorted(public_templates())


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def create(oos: Orchestra, name: str, action: str = "ACS::ExecuteAPI", **fields: Any) -> None:
    """Make a template with one task."""
    document = {"FormatVersion": "OOS-2019-06-01", "Tasks": [{"Name": "t", "Action": action}]}
    oos.rehearsal.ask(CreateTemplate(template_name=name, content=json.dumps(document), **fields))


def names(oos: Orchestra, **filters: Any) -> list[str]:
    """Of the templates in a list."""
    asked = ListTemplates(max_results=100, **filters)
    return [each.template_name for each in oos.rehearsal.ask(asked).templates]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["beta", "alpha", *PUBLIC]),
        ({"sort_order": "Ascending"}, [*PUBLIC, "alpha", "beta"]),
        ({"sort_field": "TemplateName", "sort_order": "Ascending"}, [*PUBLIC, "alpha", "beta"]),
        ({"sort_field": "CreatedDate"}, ["beta", "alpha", *PUBLIC]),
        ({"sort_field": "UpdatedDate"}, ["beta", "alpha", *PUBLIC]),
        ({"sort_field": "Popularity"}, [*PUBLIC, "alpha", "beta"]),
        ({"template_name": "lph"}, ["alpha"]),
        ({"share_type": "Public"}, PUBLIC),
        ({"created_by": "ACS"}, PUBLIC),
        ({"resource_group_id": "g"}, ["beta"]),
        ({"tags": '{"k": "v"}'}, ["beta"]),
        ({"tags": '{"k": "w"}'}, []),
        ({"template_type": "State"}, []),
        ({"template_format": "YAML"}, PUBLIC),
        ({"category": "AlarmTrigger"}, ["alpha"]),
        ({"has_trigger": False}, ["beta", *PUBLIC]),
        ({"created_date_after": "2026-01-01T00:02:00Z"}, ["beta"]),
        ({"created_date_before": "2026-01-01T00:01:00Z"}, ["alpha", *PUBLIC]),
    ],
)
def test_lists_of_templates(oos: Orchestra, filters: dict[str, Any], expected: list[str]) -> None:
    """By every filter and order."""
    oos.rehearsal.advance(60)
    create(oos, "alpha", action="acs::AlarmTrigger")
    oos.rehearsal.advance(60)
    create(oos, "beta", tags='{"k": "v", "l": "w"}', resource_group_id="g")
    oos.start("beta")
    assert names(oos, **filters) == expected


def test_a_template_in_a_list(oos: Orchestra) -> None:
    """Executions of the account's own are counted; a page has a token for the next."""
    for number in range(11):
        create(oos, f"t{number:02}")
    oos.start("t07")
    page = oos.rehearsal.ask(ListTemplates(share_type="Private", max_results=10))
    assert [(each.total_execution_count, each.popularity) for each in page.templates[:2]] == [
        (1, -1), (0, -1),
    ]  # fmt: skip
    assert page.templates[0].template_name == "t07"
    rest = oos.rehearsal.ask(ListTemplates(share_type="Private", next_token=page.next_token))
    assert (len(page.templates), len(rest.templates), rest.next_token) == (10, 1, "")
