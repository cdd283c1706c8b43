"""The template language: parameters, conditions, links, functions, selectors."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.expressions import ExpressionFailed, Scope, resolve
from scalehook.template_engine.selectors import SelectorFailed, select
from scalehook_contracts.errors import ApiError
from support.orchestra import Orchestra

CALL = """
    Action: ACS::ExecuteAPI
    Properties: {Service: ESS, API: DescribeLifecycleHooks, Parameters: {}}
"""
SCOPE = Scope(
    {"name": "n", "list": [1, 2], "yes": True, "acs::regionid": "r"},
    {"task": {"out": {"a": 1}}},
)


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def refused(oos: Orchestra, parameters: dict[str, Any]) -> str:
    with pytest.raises(ApiError) as caught:
        oos.start(parameters=json.dumps(parameters))
    assert caught.value.code == "InvalidParameter"
    return caught.value.message


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{{ name }}", "n"),
        ("{{NAME}}", "n"),
        ("{{ list }}", [1, 2]),
        ("<{{ list }}>", "<[1, 2]>"),
        ("{{ ACS::RegionId }}-{{ name }}", "r-n"),
        ("{{ task.OUT }}", {"a": 1}),
        ("${name} {name}", "${name} {name}"),
        ({"Fn::If": ["{{ yes }}", "a", "b"]}, "a"),
        ({"Fn::Equals": [False, "false"]}, True),
        ({"Fn::Join": [",", "{{ list }}"]}, "1,2"),
        ({"Fn::Join": [",", [True, None, {"a": 1}, ["é"], 1.5]]}, 'true,,{"a": 1},["é"],1.5'),
        ({"Fn::Replace": [{"a": True}, "ba"]}, "btrue"),
        ({"Fn::Select": ["1", "{{ list }}"]}, 2),
        ({"Fn::Split": [",", "a,b"]}, ["a", "b"]),
        ({"Fn::Not": "{{ yes }}"}, False),
        ({"Fn::Base64Decode": {"Fn::Base64Encode": "中"}}, "中"),
        ({"Fn::ListJoin": [[1], [2, 3]]}, [1, 2, 3]),
        ({"key": ["{{ name }}"]}, {"key": ["n"]}),
    ],
)
def test_expressions_and_functions(value: Any, expected: Any) -> None:
    """One expression alone keeps its type; inside a text it becomes text."""
    assert resolve(value, SCOPE) == expected


@pytest.mark.parametrize(
    "value",
    ["{{ unknown }}", "{{ task.other }}", {"Fn::GetAtt": "1"}, {"Fn::Select": ["9", [1]]},
     {"Fn::Base64Decode": "?"}],
)  # fmt: skip
def test_expressions_that_stand_for_nothing(value: Any) -> None:
    """They fail, and say which."""
    with pytest.raises(ExpressionFailed):
        resolve(value, SCOPE)


@given(st.recursive(st.text() | st.integers(-(2**63) + 1, 2**63 - 1) | st.booleans(), st.lists))
def test_values_come_out_as_they_are(value: Any) -> None:
    """A parameter's value is never read for expressions again."""
    assert resolve("{{ given }}", Scope({"given": value})) == value


def test_selectors() -> None:
    """The leading dot may be missing; a List takes all, the others the first."""
    data = {"A": {"B": [{"C": 1}, {"C": 2}]}}
    assert select("A.B[].C", data, "List", Allowance()) == [1, 2]
    assert select(".A.B[].C", data, "Number", Allowance()) == 1
    assert select("A.X", data, "String", Allowance()) is None
    assert select(".A.B | map(select(.C > 1)) | .[].C", data, "Number", Allowance()) == 2
    assert select("if .A.X then 1 else .A.B | length end", data, "Number", Allowance()) == 2
    with pytest.raises(SelectorFailed):
        select(".A[", data, "String", Allowance())


@pytest.mark.parametrize(
    ("selector", "data", "found"),
    [
        ("length", [1, 2], 2),
        ("keys[0]", {"B": 1, "A": 1}, "A"),
        ("type", {"type": "a"}, "a"),
        ("type | length", {"type": "a"}, 1),
        ("Type", {"Type": "a"}, "a"),
        ("Keys", {}, None),
    ],
)
def test_selectors_that_begin_with_a_function_of_jq(selector: str, data: Any, found: Any) -> None:
    """Call it, unless there is a field of that name: then the dot is missing."""
    assert select(selector, data, "String", Allowance()) == found


def test_parameters_are_checked(oos: Orchestra) -> None:
    """Missing, unknown, of another type, out of the allowed values."""
    # proves: AllowedValues, MaxValue, Type
    oos.template(
        f"""
        Parameters:
          must: {{Type: String, AllowedPattern: '^[a-z]+$'}}
          number: {{Type: Number, Default: 5, MaxValue: 9}}
          list: {{Type: List, Default: []}}
          kind: {{Type: String, Default: a, AllowedValues: [a, b]}}
        Tasks:
          - Name: one{CALL.replace(chr(10), chr(10) + " " * 8)}
        """
    )
    assert "must" in refused(oos, {})
    assert "other" in refused(oos, {"must": "a", "other": 1})
    assert "number" in refused(oos, {"must": "a", "number": "x"})
    assert "number" in refused(oos, {"must": "a", "number": 10})
    assert "number" in refused(oos, {"must": "a", "number": True})
    assert "list" in refused(oos, {"must": "a", "list": "{}"})
    assert "kind" in refused(oos, {"must": "a", "kind": "c"})
    assert "must" in refused(oos, {"must": "A1"})
    oos.start(parameters=json.dumps({"MUST": "a", "number": "7", "list": '["x"]'}))
    assert oos.rehearsal.recorded[-2].parameters == {  # type: ignore[attr-defined]
        "must": "a", "number": 7, "list": ["x"], "kind": "a",
    }  # fmt: skip


def test_a_condition_skips_a_task(oos: Orchestra) -> None:
    """And its OnSuccess is followed."""
    # proves: When, OnSuccess
    oos.template(
        """
        Tasks:
          - Name: never
            Action: ACS::ExecuteAPI
            When: {'Fn::Equals': [a, b]}
            OnSuccess: last
          - Name: passedOver
            Action: ACS::ExecuteAPI
            Properties: {Service: ESS, API: X, Parameters: {}}
          - Name: last
            Action: acs::executeapi
            Properties: {Service: ESS, API: Y, Parameters: {}}
            IsCritical: false
        """
    )
    execution = oos.start()
    assert [call.api for call in oos.calls()] == ["Y"]
    oos.answer(code="Some.Error", message="text")
    assert [t.status for t in oos.tasks(execution)] == ["Skipped", "Failed"]
    assert oos.status(execution)[0] == "Success"  # the task was not critical


def test_tasks_that_go_in_circles_come_to_an_end(oos: Orchestra) -> None:
    """With a message."""
    oos.template(
        """
        Tasks:
          - Name: again
            Action: ACS::ExecuteAPI
            When: {'Fn::Equals': [a, b]}
            OnSuccess: again
        """
    )
    assert "task runs" in oos.status(oos.start())[1]


@pytest.mark.parametrize(
    "task",
    [
        "{Name: t, Action: 'ACS::Sleep'}",
        "{Name: t, Action: 'ACS::ExecuteAPI', Properties: {}}",
        "{Name: t, Action: 'ACS::Template', Properties: {TemplateName: none}}",
        "{Name: t, Action: 'ACS::ExecuteAPI', Properties: {API: '{{ unknown }}'}}",
        "{Name: t, Action: 'ACS::ExecuteAPI', Loop: {Items: text}}",
    ],
)
def test_tasks_that_cannot_run(oos: Orchestra, task: str) -> None:
    """They fail with a message; the engine goes on."""
    oos.template(f"Tasks: [{task}]")
    status, message = oos.status(oos.start())
    assert (status, bool(message)) == ("Failed", True)


def test_a_template_that_calls_itself(oos: Orchestra) -> None:
    """Three levels, and no more."""
    # proves: ACS::Template
    oos.template("Tasks: [{Name: t, Action: 'ACS::Template', Properties: {TemplateName: T}}]")
    assert "levels" in oos.status(oos.start())[1]


def test_the_same_client_token_is_the_same_execution(oos: Orchestra) -> None:
    """So a notification that is sent twice has one effect."""
    oos.template("Tasks: [{Name: t, Action: 'ACS::ExecuteAPI'}]")
    assert oos.start(client_token="x") == oos.start(client_token="x")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"template_name": "None"}, "EntityNotExists.Template"),
        ({"template_name": "T", "template_version": "v9"}, "EntityNotExists.Template"),
        ({"template_name": "T", "parameters": "no JSON"}, "InvalidParameter"),
        ({"template_name": "T", "parameters": "[]"}, "InvalidParameter"),
    ],
)
def test_starts_that_are_refused(oos: Orchestra, fields: dict[str, str], code: str) -> None:
    """With the documented codes."""
    oos.template("Tasks: [{Name: t, Action: 'ACS::ExecuteAPI'}]")
    name = fields.pop("template_name")
    with pytest.raises(ApiError) as caught:
        oos.start(name, **fields)
    assert caught.value.code == code


def test_expressions_of_a_template_in_a_template(oos: Orchestra) -> None:
    """Are those of the inner one, unless all of its text comes from the outer one."""
    call = "Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X, Parameters: {A: '{{ p }}'}}"
    inner = f"FormatVersion: OOS-2019-06-01\nParameters: {{p: {{}}}}\nTasks: [{{Name: t, {call}}}]"
    for text in (json.dumps(inner), "'{{ text }}'"):
        oos.template(
            f"""
            Parameters: {{text: {{Default: ''}}}}
            Tasks: [{{Name: k, Action: 'ACS::Template',
              Properties: {{TemplateContent: {text}, Parameters: {{p: x}}}}}}]
            """
        )
        oos.start(parameters=json.dumps({"text": inner}))
        assert oos.calls()[-1].parameters == {"A": "x"}
