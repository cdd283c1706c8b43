"""Templates that would hold others up: refused, or failed in bounded time, and the others go on."""

import json
from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.executions import StartExecution
from scalehook_contracts.template_engine.template_changes import CreateTemplate
from scalehook_contracts.template_engine.template_checks import ValidateTemplateContent
from support.orchestra import Orchestra

HEAD = "FormatVersion: OOS-2019-06-01\n"
CALL = "{Name: c, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}}"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
DEEP = 10_000
LONG, MANY, SECONDS = "a" * 4000, "${a}" * 4000, ",".join(["0-59"] * 40)


@pytest.mark.parametrize(
    "content",
    [
        "FormatVersion: [",
        HEAD + "Tasks: " + "[" * DEEP + "]" * DEEP,
        '{"FormatVersion": "OOS-2019-06-01", "Tasks": ' + "[" * DEEP + "]" * DEEP + "}",
        HEAD + "Tasks: " + "{a: " * DEEP + "}" * DEEP,
        BOMB,
        HEAD + "Tasks: &t [*t]",
        HEAD + f"Description: {'x' * 70_000}\nTasks: [{CALL}]",
        HEAD + "Tasks: !!python/object/apply:os.system ['true']",
        "\0" + HEAD,
        json.dumps({"FormatVersion": "OOS-2019-06-01", "Tasks": [{}] * 5_000}),
    ],
    ids=lambda content: content[:20].encode(errors="replace").decode() or "empty",
)
def test_texts_that_are_no_templates(content: str) -> None:
    """One documented error, from every operation that takes a text."""
    oos = Orchestra()
    for command in (
        CreateTemplate(template_name="T", content=content),
        StartExecution(template_content=content),
        ValidateTemplateContent(content=content),
    ):
        with pytest.raises(ApiError) as refusal:
            oos.rehearsal.ask(command)
        assert (refusal.value.code, refusal.value.status) == ("InvalidTemplate", 400)


@pytest.mark.parametrize(
    "tasks",
    [
        "{Name: t, Action: 'ACS::Sleep', When: {'Fn::Jq': [First, '[range(1e12)]', 1]}}",
        "{Name: t, Action: 'ACS::Sleep', When: {'Fn::Jq': [First, 'last(range(1e12))', 1]}}",
        "{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: a, API: b},"
        " Loop: {Items: {'Fn::Jq': [All, 'range(1000000)', 1]}}}",
        "{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: a, API: b},"
        " Loop: {Items: {'Fn::Jq': [All, 'range(1001)', 1]}}}",
        "{Name: t, Action: 'ACS::Sleep', When: {'Fn::Equals': [1, {'Fn::Jq': [First,"
        f' \'"{LONG}b" | test("(a+)+$")\', 1]}}]}}}}',
        f"{{Name: t, Action: 'ACS::Notify', Properties: {{a: {{'Fn::Sub': ['{MANY}',"
        f" {{a: '{LONG}'}}]}}}}}}",
        "{Name: t, Action: 'ACS::TimerTrigger', Properties: {Type: rate, Expression: 999999999 days,"
        " EndDate: '9999-12-31'}}",
        "{Name: t, Action: 'ACS::TimerTrigger', Properties: {Type: cron, Expression: '0 0 0 30 2 ?',"
        " StartDate: '9999-12-31', EndDate: '9999-12-31T23:59:59Z', TimeZone: Pacific/Kiritimati}}",
        "{Name: t, Action: 'ACS::TimerTrigger', Properties: {Type: cron, EndDate: '9999-12-31',"
        f" Expression: '{SECONDS} * * * * ?'}}}}",
        "{Name: t, Action: 'ACS::AlarmTrigger', Properties: {Namespace: a, MetricName: b,"
        " Threshold: 1e999, ComparisonOperator: LessThanThreshold, Resources: [{a: b}]}}",
    ],
    ids=range(10),
)
def test_executions_that_ask_for_too_much(tasks: str) -> None:
    """They fail, or wait for what never comes; another one, started after them, goes on as ever."""
    oos = Orchestra()
    oos.template(f"Tasks: [{tasks}]")
    oos.template(f"Tasks: [{CALL}]", "Other")
    hostile, other = oos.start(), oos.start("Other")
    oos.rehearsal.advance(3600)
    assert oos.status(hostile)[0] in ("Failed", "Waiting", "Success")
    assert oos.calls()[0].execution_id == other
    oos.answer({})
    assert oos.status(other)[0] == "Success"


@pytest.mark.parametrize(
    "parameters",
    [
        '{"p": ' + "[" * DEEP + "]" * DEEP + "}",
        '{"p": 1e999}',
        '{"p": NaN}',
        '{"p": "\\ud800"}',
        "[]",
        "{",
    ],
    ids=range(6),
)
def test_parameters_that_are_none(parameters: str) -> None:
    """InvalidParameter, wherever they are given."""
    oos = Orchestra()
    oos.template(f"Parameters: {{p: {{Type: Json}}}}\nTasks: [{CALL}]")
    with pytest.raises(ApiError) as refusal:
        oos.start(parameters=parameters)
    assert refusal.value.code == "InvalidParameter"


@pytest.mark.parametrize(("pattern", "value"), [("(a+)+$", "a" * 4000 + "b"), ("(" * 600, "x")])
def test_patterns_of_parameters(pattern: str, value: Any) -> None:
    """Matched in linear time, or refused."""
    oos = Orchestra()
    oos.template(f"Parameters: {{p: {{AllowedPattern: '^{pattern}'}}}}\nTasks: [{CALL}]")
    with pytest.raises(ApiError) as refusal:
        oos.start(parameters=json.dumps({"p": value}))
    assert refusal.value.code == "InvalidParameter"
