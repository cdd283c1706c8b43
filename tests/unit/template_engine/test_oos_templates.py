"""The account's own templates: made, changed, listed, deleted, executed in each version."""

import json
from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.executions import StartExecution
from scalehook_contracts.template_engine.template_changes import (
    CreateTemplate,
    DeleteTemplate,
    DeleteTemplates,
    UpdateTemplate,
)
from scalehook_contracts.template_engine.template_checks import ValidateTemplateContent
from scalehook_contracts.template_engine.template_listing import ListTemplates, ListTemplateVersions
from scalehook_contracts.template_engine.templates import GetTemplate
from support.orchestra import Orchestra

PUBLIC = "ACS-ESS-LifeCycleRunCommand"
TOO_MANY = json.dumps({str(number): "" for number in range(21)})


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def content(api: str = "One", action: str = "ACS::ExecuteAPI") -> str:
    """A template with one task."""
    task = {"Name": "t", "Action": action, "Properties": {"Service": "ESS", "API": api}}
    document = {"FormatVersion": "OOS-2019-06-01", "Description": {"en": api}, "Tasks": [task]}
    return json.dumps(document)


def create(oos: Orchestra, name: str = "mine", **fields: Any) -> Any:
    """Make a template."""
    command = CreateTemplate(**{"template_name": name, "content": content()} | fields)
    return oos.rehearsal.ask(command)


def code_of(oos: Orchestra, command: Any) -> str:
    """What it is refused with."""
    with pytest.raises(ApiError) as caught:
        oos.rehearsal.ask(command)
    return caught.value.code


def names(oos: Orchestra, **filters: Any) -> list[str]:
    """Of the templates in a list."""
    return [each.template_name for each in oos.rehearsal.ask(ListTemplates(**filters)).templates]


def test_a_template_in_versions(oos: Orchestra) -> None:
    """Each is numbered, and can be read again as it was; tags stay where none are given."""
    made = create(oos, tags='{"k": "v"}', version_name="first", resource_group_id="g")
    assert (made.template_type, made.template.template_version) == ("Private", "v1")
    assert made.template.template_format == "JSON"
    assert made.template.description == '{"en": "One"}'
    oos.rehearsal.advance(60)
    text = "FormatVersion: OOS-2019-06-01\nTasks: [{Name: t, Action: 'ACS::TimerTrigger'}]"
    changed = oos.rehearsal.ask(UpdateTemplate(template_name="mine", content=text)).template
    assert (changed.template_version, changed.template_format) == ("v2", "YAML")
    assert (changed.tags, changed.resource_group_id, changed.has_trigger) == ({"k": "v"}, "g", True)
    assert changed.created_date == made.template.created_date < changed.updated_date
    for version, expected in (("v1", content()), ("v2", text), ("", text)):
        command = GetTemplate(template_name="mine", template_version=version)
        assert oos.rehearsal.ask(command).content == expected
    versions = oos.rehearsal.ask(ListTemplateVersions(template_name="mine")).template_versions
    assert [(each.template_version, each.version_name) for each in versions] == [
        ("v2", ""), ("v1", "first"),
    ]  # fmt: skip
    assert code_of(oos, GetTemplate(template_name="mine", template_version="v3")) == (
        "EntityNotExists.Template"
    )


def test_executions_go_on_in_their_version(oos: Orchestra) -> None:
    """Whatever becomes of the template; later ones begin in the newest, unless one is named."""
    create(oos)
    first = oos.start("mine")
    oos.rehearsal.ask(UpdateTemplate(template_name="mine", content=content("Two")))
    oos.rehearsal.restart()
    oos.start("mine")
    oos.start("mine", template_version="v1")
    assert [call.api for call in oos.calls()] == ["One", "Two", "One"]
    oos.answer({})
    assert oos.status(first) == ("Success", "")


def test_a_template_that_is_given_as_text(oos: Orchestra) -> None:
    """It is executed without a name, also after a restart, and by a task of another."""
    execution = oos.start("", template_content=content())
    oos.rehearsal.restart()
    oos.answer({})
    assert oos.status(execution) == ("Success", "")
    oos.template(
        f"Tasks: [{{Name: t, Action: 'ACS::Template', Properties: {{TemplateContent: {content()!r}}}}}]"
    )
    parent = oos.start()
    oos.answer({})
    assert oos.status(parent) == ("Success", "")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "MissingTemplateName"),
        ({"template_name": "T", "template_content": content()}, "InvalidParameter"),
        ({"template_content": content(), "template_version": "v1"}, "InvalidParameter"),
        ({"template_content": "a: ["}, "InvalidTemplate"),
        ({"template_name": "T", "template_version": "v2"}, "EntityNotExists.Template"),
    ],
)
def test_starts_that_are_refused(oos: Orchestra, fields: dict[str, str], code: str) -> None:
    """No template, or more than one, or one that is none."""
    oos.template("Tasks: [{Name: t, Action: 'ACS::ExecuteAPI'}]")
    assert code_of(oos, StartExecution(**fields)) == code  # type: ignore[arg-type]  # all are texts


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (CreateTemplate(template_name="mine", content=content()), "EntityAlreadyExists.Template"),
        (CreateTemplate(template_name="ACS-x", content=content()), "InvalidParameter"),
        (CreateTemplate(template_name="alibabax", content=content()), "InvalidParameter"),
        (CreateTemplate(template_name="new", content="Tasks: []"), "InvalidTemplate"),
        (CreateTemplate(template_name="new", content=content(), tags="[]"), "InvalidParameter"),
        (CreateTemplate(template_name="new", content=content(), tags=TOO_MANY), "InvalidParameter"),
        (UpdateTemplate(template_name="none", content=content()), "EntityNotExists.Template"),
        (UpdateTemplate(template_name=PUBLIC, content=content()), "InvalidParameter"),
        (UpdateTemplate(template_name="mine", content="a: ["), "InvalidTemplate"),
        (DeleteTemplate(template_name="none"), "EntityNotExists.Template"),
        (DeleteTemplate(template_name=PUBLIC), "InvalidParameter"),
        (DeleteTemplates(template_names='["mine", "none"]'), "EntityNotExists.Template"),
        (DeleteTemplates(template_names="[]"), "InvalidParameter"),
        (DeleteTemplates(template_names="mine"), "InvalidParameter"),
        (ListTemplateVersions(template_name="none"), "EntityNotExists.Template"),
        (ListTemplateVersions(template_name="mine", share_type="Public"), "EntityNotExists.Template"),
        (ListTemplates(tags="[]"), "InvalidParameter"),
        (ValidateTemplateContent(content="FormatVersion: x"), "InvalidTemplate"),
    ],
)
def test_what_is_refused(oos: Orchestra, command: Any, code: str) -> None:
    """And nothing has changed."""
    create(oos)
    before = len(oos.rehearsal.recorded)
    assert code_of(oos, command) == code
    assert len(oos.rehearsal.recorded) == before


def test_the_last_version(oos: Orchestra) -> None:
    """There are two hundred."""
    create(oos)
    for _ in range(199):
        oos.rehearsal.ask(UpdateTemplate(template_name="mine", content=content()))
    assert code_of(oos, UpdateTemplate(template_name="mine", content=content())) == "InvalidParameter"


def test_a_template_that_is_deleted(oos: Orchestra) -> None:
    """Is not there any more, and its name is free; executions that are over stay."""
    create(oos)
    execution = oos.start("mine")
    assert code_of(oos, DeleteTemplate(template_name="mine")) == "InvalidParameter"
    oos.answer({})
    oos.rehearsal.ask(DeleteTemplate(template_name="mine"))
    assert code_of(oos, GetTemplate(template_name="mine")) == "EntityNotExists.Template"
    assert oos.status(execution) == ("Success", "")
    assert create(oos).template.template_version == "v1"


def test_templates_that_are_deleted_with_their_executions(oos: Orchestra) -> None:
    """Those that are not over are cancelled; nothing is left, and others end as before."""
    create(oos, "a")
    create(oos, "b")
    other = create(oos, "c").template.template_name
    for name in ("a", "c", "a", "b"):
        oos.start(name)
    oos.answer({})
    command = DeleteTemplates(template_names='["a", "b"]', auto_delete_executions=True)
    oos.rehearsal.ask(command)
    assert names(oos, share_type="Private") == [other]
    assert [event.status for event in oos.ended()] == ["Success", "Cancelled", "Cancelled"]
    assert len(oos.rehearsal.state.executions) == 1
    assert len(oos.rehearsal.state.archive.ended) == 0
    oos.rehearsal.restart()
    oos.answer({})
    assert oos.ended()[-1].template_name == "c"


def test_a_text_is_checked(oos: Orchestra) -> None:
    """What is in it is answered as it is written."""
    text = """
FormatVersion: OOS-2019-06-01
Parameters: {p: {Default: 1}}
RamRole: role
Tasks:
  - {Name: t, Action: 'ACS::Sleep', Description: rest, Properties: {Duration: '{{ p }}s'}}
Outputs: {o: {Value: x}}
"""
    checked = oos.rehearsal.ask(ValidateTemplateContent(content=text))
    assert (checked.ram_role, json.loads(checked.parameters)) == ("role", {"p": {"Default": 1}})
    assert json.loads(checked.outputs) == {"o": {"Value": "x"}}
    [task] = checked.tasks
    assert (task.name, task.type, task.description) == ("t", "ACS::Sleep", "rest")
    assert (json.loads(task.properties), task.outputs) == ({"Duration": "{{ p }}s"}, "{}")
