"""What is wrong with a template is told with its line and column."""

import json
import textwrap

import pytest

from scalehook.template_engine.library import public_templates
from scalehook.template_engine.validation import check, lacking, problems
from scalehook_contracts.errors.oos import InvalidTemplate
from support.orchestra import Orchestra

FIRST = "FormatVersion: OOS-2019-06-01\n"
API = "Action: 'ACS::ExecuteAPI'"


def found(text: str) -> list[str]:
    """All problems of a template without its first line."""
    return list(problems(FIRST + textwrap.dedent(text)))


NO_MATCH = "3:10: Name: String should match pattern '^[A-Za-z0-9_-]{1,200}$'"
ONE = "Tasks: [{Name: a, Action: b}]"
NOTHING = "stands for nothing"
ALREADY = "already, in another letter case"


def output(value: str, task: str = ONE) -> str:
    """A template with one output."""
    return f"{task}\nOutputs: {{o: {{Value: '{{{{ {value} }}}}'}}}}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Tasks: [{{Name: a, {API}, OnSuccess: nosuch}}]", ["2:57: there is no task nosuch"]),
        (f"Tasks: [{{Name: a, {API}, OnError: nosuch}}]", ["2:55: there is no task nosuch"]),
        (f"Tasks:\n- {{Name: a, {API}}}\n- {{Name: a, {API}}}", ["4:10: there is a task a already"]),
        (f"Tasks:\n- {{Name: a b, {API}}}", [NO_MATCH]),
        ("Tasks: []", ["2:8: Tasks: List should have at least 1 item after validation, not 0"]),
        ("Tasks: [{Name: a}]", ["2:9: Action: Field required"]),
        (f"RamRole: '{{{{ nosuch }}}}'\n{ONE}", [f"2:10: {{{{ nosuch }}}} {NOTHING}"]),
        (output("c.x"), [f"3:22: {{{{ c.x }}}} {NOTHING}"]),
        (output("a | upper"), ["3:22: {{ a | upper }} is no expression"]),
        (output("ACS::RegionId | x"), ["3:22: {{ ACS::RegionId | x }} is no expression"]),
        (
            output("oos:a.b"),
            [f"3:22: {{{{ oos:a.b }}}} {NOTHING}: the Parameter Store has no such names"],
        ),
        (output("oos-secret:a b"), ["3:22: {{ oos-secret:a b }} is no expression"]),
        (output("oos:a"), [f"3:22: {{{{ oos:a }}}} {NOTHING}: the Parameter Store has no such names"]),
        (output("oos:/a/b-c"), []),
        (output("a.x["), ["3:22: the task a has no output x["]),
        (output("a.x", ONE.replace("b", "'ACS::Pause'")), ["3:22: the task a has no output x"]),
        (f"Parameters: {{p: {{Default: '{{{{ a.x }}}}'}}}}\n{ONE}", [f"2:27: {{{{ a.x }}}} {NOTHING}"]),
        (
            "Tasks: [{Name: a, Action: b, When: '{{ ACS::TaskLoopItem }}'}]",
            [f"2:36: {{{{ ACS::TaskLoopItem }}}} {NOTHING}"],
        ),
        (
            "Tasks: [{Name: a, Action: b, Loop: {Items: [], Outputs:\n"
            "  {o: {AggregateType: 'Fn::ListJoin', AggregateField: x}}}}]",
            ["3:55: the task a has no output x"],
        ),
        (
            "Tasks:\n- Name: a\n  Action: ACS::Choice\n  Properties:\n    DefaultTask: x\n"
            "    Choices: [{When: true, NextTask: y}]",
            ["6:18: there is no task x", "7:38: there is no task y"],
        ),
    ],
)
def test_what_is_wrong(text: str, expected: list[str]) -> None:
    """All of it, in the order of lines."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("task", "lack"),
    [
        ("Action: ACS::GitCodeRepo", "2:27: the action ACS::GitCodeRepo is not simulated"),
        (f"{API}, When: {{'Fn::Nope': [1]}}", "the function Fn::Nope is not simulated"),
        (
            "Action: 'ACS::ExecuteAPI', Properties: {Service: ECS, API: CreateNetworkInterface,"
            " Parameters: {QueueNumber: 2}}",
            "the parameter QueueNumber of CreateNetworkInterface is not simulated",
        ),
        ("Action: 'ACS::SelectTargets', Properties: {ResourceType: X}", "resources of type X are not"),
        (
            "Action: 'ACS::Template', Properties: {TemplateName: ACS-Nope}",
            "the public template ACS-Nope does not come with this stack",
        ),
    ],
)
def test_what_is_valid_and_would_not_run_here(task: str, lack: str) -> None:
    """The template is no worse for it: what lacks is told apart from what is wrong."""
    text = f"{FIRST}Tasks: [{{Name: a, {task}}}]"
    assert problems(text) == ()
    [told] = lacking(text)
    assert lack in told


@pytest.mark.parametrize(
    ("conditions", "circle"),
    [
        ("{a: {'Fn::Not': {'Fn::If': [a, 1, 2]}}}", "2:17: conditions name each other: a, a"),
        ("{a: {'Fn::And': [b]}, b: {'Fn::Or': [false, a]}}", "conditions name each other: "),
        (
            "{a: {'Fn::Not': [b]}, b: {'Fn::Equals': [1, {'Fn::Not': a}]}}",
            "conditions name each other: ",
        ),
        ("{a: {'Fn::Equals': [b, a]}, b: {'Fn::If': [true, a, b]}}", ""),
    ],
)
def test_conditions_that_stand_for_themselves(conditions: str, circle: str) -> None:
    """Are refused; of templates that nobody has checked, the task fails that asks for one."""
    text = f"Conditions: {conditions}\nTasks: [{{Name: t, When: a, Action: 'ACS::Pause'}}]"
    problems_of = found(text)
    assert [circle in problem for problem in problems_of] == ([True] if circle else [])
    oos = Orchestra()
    oos.template(text)
    status, why = oos.status(oos.start())
    assert (status == "Failed", why) == (bool(circle), "it stands for itself" if circle else "")


def test_circles() -> None:
    """Tasks that come round for ever are named; those that may leave are not."""
    tasks = f"""
        Tasks:
          - {{Name: a, {API}}}
          - {{Name: b, {API}, OnSuccess: a}}
          - {{Name: c, {API}}}
        """
    assert found(tasks) == [
        "4:12: from task a no end can be reached", "5:12: from task b no end can be reached",
    ]  # fmt: skip
    properties = "{DefaultTask: b, Choices: [{When: x, NextTask: c}]}"
    choice = f"{{Name: a, Action: 'ACS::Choice', Properties: {properties}}}"
    assert found(tasks.replace(f"{{Name: a, {API}}}", choice)) == []


@pytest.mark.parametrize(
    ("links", "circle"),
    [
        ("OnError: a", "3:10: links lead in a circle, from a to a"),
        ("OnSuccess: b, OnError: a", "3:10: links lead in a circle, from a to a"),
        ("OnError: 'ACS::NEXT', OnCancel: a", None),
    ],
)
def test_circles_of_errors(links: str, circle: str | None) -> None:
    """Tasks that are tried again for as long as they fail are refused, too: it is not enough that an end
    can be reached, where no choice is on the way to it. By OnCancel an execution goes once.
    """
    problems_of = found(f"Tasks:\n- {{Name: a, {API}, {links}}}\n- {{Name: b, {API}}}\n")
    expected = f"{circle}, and no ACS::Choice is on the way"
    assert problems_of == ([expected] if circle else [])
    a, c = (f"- {{Name: {name}, {API}}}\n" for name in "ac")
    assert found(f"Tasks:\n{a}- {{Name: b, {API}, OnSuccess: a, OnError: c}}\n{c}") == [
        "3:10: links lead in a circle, from a to b to a, and no ACS::Choice is on the way"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"Tasks:\n- {{Name: a, {API}}}\n- {{Name: A, {API}}}", "4:10: there is a task a already"),
        (
            f"Parameters: {{p: {{}}, P: {{}}}}\n{ONE}",
            "2:24: there is a P already, in another letter case",
        ),
        (
            "Tasks: [{Name: a, Action: b, Outputs: {o: {}, O: {}}}]",
            "2:50: there is a O already, in another letter case",
        ),
    ],
)
def test_names_that_differ_in_their_case_alone(text: str, problem: str) -> None:
    """Would be the same name in an expression, and are refused."""
    assert found(text) == [problem]


def test_parameters_that_no_expression_can_name() -> None:
    """Names are letters, digits, `_` and `-`: whatever else stands between braces is text."""
    text = f"Parameters: {{名: {{}}, a-b_1: {{}}}}\nTasks: [{{Name: a, {API}}}]"
    assert found(text) == ["2:17: no expression can name the parameter 名"]


def test_text_that_is_no_yaml() -> None:
    """Its reader says where."""
    [problem] = found("Tasks: [")
    assert "line 3" in problem or "line 2" in problem


def test_json_has_places_too() -> None:
    """As YAML has."""
    task = {"Name": "a", "Action": "b", "OnSuccess": "x"}
    text = json.dumps({"FormatVersion": "OOS-2019-06-01", "Tasks": [task]}, indent=1)
    assert problems(text) == ("7:17: there is no task x",)


@pytest.mark.parametrize(
    "text",
    [
        "Tasks: [{Name: a, Action: 'ACS::TimerTrigger'}]",
        "Tasks: [{Name: a, Action: b, Properties: {TemplateContent: '{{ x }}', C: '${y} {{.Names}}'}}]",
        "Tasks: [{Name: a, Action: b, Properties: {C: '{{ x | y }}'}}]",
        "Tasks: [{Name: a, Action: b}]\nOutputs: {o: {Value: '{{ a.X | {y: .Z} }}'}}",
        "Tasks: [{Name: a, Action: b}]\nOutputs: {o: {Value: '{{ A.X.Y[0] }} {{ acs::REGIONID }}'}}",
        "Tasks: [{Name: a, Action: b, Properties: {v: '{{ ACS::OOSUtilVersion }}'}}]",
        "Tasks: [{Name: a, Action: 'ACS::Loop', Properties: {v: '{{ ACS::TaskLoopItem }}'},"
        " Outputs: {o: {ValueSelector: '{{ inner.o }}'}}}]",
        "Parameters: {p: {Default: '{{ q }}', Label: '{{ x }}'}, q: {}}\n"
        "Tasks: [{Name: a, Action: '{{ p }}'}]",
    ],
)
def test_what_is_not_wrong(text: str) -> None:
    """What only this stack lacks, what stands in other texts, and names in any letter case."""
    assert found(text) == []


def test_the_templates_that_come_with_the_engine() -> None:
    """Have no problem; of what has, the error says all."""
    for text in public_templates().values():
        assert check(text).tasks
    with pytest.raises(InvalidTemplate, match=r"2:47: there is no task x") as caught:
        check(FIRST + f"Tasks: [{{Name: a, {API}, OnError: x}}]".replace(API, "Action: 'ACS::AB'"))
    assert caught.value.code == "InvalidTemplate"
