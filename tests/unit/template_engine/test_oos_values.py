"""Parameters, selectors, expressions and comparisons as official templates write them."""

import json
from contextlib import nullcontext
from typing import Any

import pytest

from scalehook.template_engine.expressions import ExpressionFailed, Scope, resolve
from scalehook.template_engine.state import Execution
from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.executions import ListExecutions
from support.orchestra import Orchestra

CALL = "Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}"
ANSWER = {"TotalCount": 2, "Instances": {"Instance": [{"InstanceId": "i-1"}, {"InstanceId": "i-2"}]}}


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def parameters_of(oos: Orchestra, nodes: str, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """What an execution starts with."""
    oos.template(f"Parameters: {nodes}\nTasks: [{{Name: t, {CALL}}}]")
    return run_of(oos, oos.start(parameters=json.dumps(given or {}))).started.parameters


def run_of(oos: Orchestra, execution: str) -> Execution:
    """The execution itself."""
    return oos.rehearsal.state.executions[execution]  # type: ignore[no-any-return]


def outputs_of(oos: Orchestra, template: str, answer: dict[str, Any]) -> dict[str, Any]:
    """What an execution with one API call comes to."""
    oos.template(template)
    execution = oos.start()
    oos.answer(answer)
    assert oos.status(execution) == ("Success", "")
    return run_of(oos, execution).outputs


@pytest.mark.parametrize(
    ("node", "value"),
    [
        ("{Type: Number, Default: '7'}", 7),
        ("{Type: Boolean, Default: 'True'}", True),
        ("{Type: List, Default: '[1]'}", [1]),
        ("{Type: Json, Default: '{\"a\": 1}'}", {"a": 1}),
        ("{Type: Number, Default: 2, AllowedValues: ['1', '2']}", 2),
        ("{Type: Boolean, Default: true, AllowedValues: ['true', 'false']}", True),
        ("{Type: List, Default: [1], AllowedValues: ['1', '2']}", [1]),
        ("{Type: List, Default: [i-1, i-2], AllowedPattern: '^i-', MaxLength: 2}", ["i-1", "i-2"]),
        ("{Type: List, Default: ''}", []),
        ("{Type: List, Default: null}", []),
        ("{Type: String, Default: null}", ""),
        ("{Type: String, Default: '', AllowedValues: ['', a]}", ""),
        ("{Type: Json, Default: ''}", {}),
        ("{Type: Number, Default: null, MinValue: 1}", None),
        ("{Type: Boolean, Default: ''}", None),
        ("{Type: List, Default: [Monday], AllowedValues: [Monday, Tuesday]}", ["Monday"]),
        ("{Type: List, Default: [], AllowedValues: [Monday]}", []),
        ("{Type: String, Default: 'v-{{ B }}'}", "v-1"),
        ("{Type: List, Default: ['{{ c }}', '{{ b }}']}", ["v-1", 1]),
    ],
)
def test_defaults(oos: Orchestra, node: str, value: Any) -> None:
    """An empty one is the empty value of its type; one may name others; a list's items are compared."""
    # proves: Default, MinValue
    found = parameters_of(
        oos, f"{{a: {node}, c: {{Default: 'v-{{{{ b }}}}'}}, b: {{Type: Number, Default: 1}}}}"
    )
    assert found == {"a": value, "c": "v-1", "b": 1}


def test_a_default_names_what_is_given(oos: Orchestra) -> None:
    """And of two that name each other one must be given."""
    nodes = "{a: {Default: '{{ b }}'}, b: {Default: '{{ a }}'}}"
    assert parameters_of(oos, nodes, {"B": "x"}) == {"a": "x", "b": "x"}
    with pytest.raises(ApiError, match="name each other"):
        parameters_of(oos, nodes)


@pytest.mark.parametrize("given", [["Friday"], ["Monday", "Friday"], [["Monday"]]])
def test_lists_with_other_than_the_allowed_values(oos: Orchestra, given: list[Any]) -> None:
    """One is enough to be refused."""
    with pytest.raises(ApiError, match="must be one of"):
        parameters_of(oos, "{days: {Type: List, AllowedValues: [Monday, Tuesday]}}", {"days": given})


def test_comparing_with_allowed_values(oos: Orchestra) -> None:
    """Each value is looked at once, however many there are on both sides."""
    node = f"{{Type: List, AllowedValues: {list(range(5000))}}}"
    assert parameters_of(oos, f"{{p: {node}}}", {"p": [4999] * 5000}) == {"p": [4999] * 5000}
    with pytest.raises(ApiError, match="must be one of"):
        parameters_of(oos, f"{{p: {node}}}", {"p": [*[4999] * 5000, 5000]})


def test_values_that_are_not_to_be_shown(oos: Orchestra) -> None:
    """No answer has them, but the API that needs them."""
    # proves: NoEcho
    oos.template(
        """
        Parameters: {word: {NoEcho: true}, pin: {Type: Number, NoEcho: true, Default: 77}, name: {}}
        Tasks:
          - Name: t
            Action: ACS::ExecuteAPI
            Properties:
              Service: ESS
              API: X
              Parameters: {A: 'x{{ word }}y', B: ['{{ pin }}'], C: '{{ name }}'}
        """
    )
    execution = oos.start(parameters=json.dumps({"word": "secret", "name": "n"}))
    [listed] = oos.rehearsal.ask(ListExecutions(execution_id=execution)).executions
    assert listed.parameters == {"word": "******", "pin": "******", "name": "n"}
    [task] = oos.tasks(execution)
    shown = json.loads(task.properties)["Parameters"]
    assert shown == {"A": "x******y", "B": ["******"], "C": "n"}
    assert oos.calls()[0].parameters == {"A": "xsecrety", "B": [77], "C": "n"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, "", True), (["true"], [True], True), ({"a": 1}, '{"a": 1}', True), (1, 1.0, True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True), ([], "[]", True), ("a", "b", False),
        ([1], [2], False), ({"a": 1}, "{a}", False), ([], "", False), ("False", False, False),
        ("[1]", "[ 1 ]", False),
    ],
)  # fmt: skip
def test_values_are_equal_when_they_print_the_same(one: Any, other: Any, same: bool) -> None:
    """Whatever their types."""
    assert resolve({"Fn::Equals": [one, other]}, Scope({})) is same
    assert resolve({"Fn::Equals": [other, one]}, Scope({})) is same


def test_what_is_not_chosen_need_not_stand_for_anything() -> None:
    """Only one branch of Fn::If is computed."""
    odd = {"Fn::Select": ["9", ["a"]]}
    assert resolve({"Fn::If": [True, "yes", odd]}, Scope({})) == "yes"
    assert resolve({"Fn::If": ["false", "{{ unknown }}", "no"]}, Scope({})) == "no"
    with pytest.raises(ExpressionFailed):
        resolve({"Fn::If": [False, "yes", odd]}, Scope({}))


@pytest.mark.parametrize(
    ("selector", "value"),
    [
        ("""'{"r":"{{ ACS::RegionId }}", n: .TotalCount}'""", {"r": "cn-hangzhou", "n": 2}),
        ("'.Instances.Instance[] | select(.InstanceId == \"{{ id }}\")'", {"InstanceId": "i-2"}),
        ("{'Fn::If': [true, TotalCount, Nope]}", 2),
        ("'.Nope[].x'", None),
        ("'{{ path }}'", 2),
    ],
)
def test_expressions_in_selectors(oos: Orchestra, selector: str, value: Any) -> None:
    """They are replaced before the selector looks; what is not there is nothing."""
    # proves: ValueSelector
    template = f"""
        Parameters: {{id: {{Default: i-2}}, path: {{Default: .TotalCount}}}}
        Tasks: [{{Name: t, {CALL}, Outputs: {{o: {{Type: Json, ValueSelector: {selector}}}}}}}]
        Outputs: {{o: {{Value: '{{{{ t.o }}}}'}}}}
        """
    assert outputs_of(oos, template, ANSWER) == {"o": value}


def test_paths_in_expressions(oos: Orchestra) -> None:
    """Without a declared output they look into the answer; all that they find is a list."""
    template = f"""
        Tasks: [{{Name: q, {CALL}, Outputs: {{count: {{Type: Number, ValueSelector: TotalCount}}}}}}]
        Outputs:
          ids: {{Type: List, Value: '{{{{ Q.Instances.Instance[].InstanceId }}}}'}}
          first: {{Value: 'id {{{{ q.Instances.Instance[0].InstanceId }}}}'}}
          declared: {{Value: '{{{{ q.Count }}}}'}}
          none: {{Value: '{{{{ q.Instances.Instance[2:][].Id }}}}'}}
        """
    assert outputs_of(oos, template, ANSWER) == {
        "ids": ["i-1", "i-2"], "first": 'id ["i-1"]', "declared": 2, "none": [],
    }  # fmt: skip


@pytest.mark.parametrize("path", ["Nope", "Nope[].Id", "TotalCount.Id"])
def test_an_output_of_a_path_to_nothing(oos: Orchestra, path: str) -> None:
    """Is told, where the task has succeeded: the execution fails, and says which."""
    oos.template(f"Tasks: [{{Name: q, {CALL}}}]\nOutputs: {{o: {{Value: '{{{{ q.{path} }}}}'}}}}")
    execution = oos.start()
    oos.answer(ANSWER)
    assert oos.status(execution) == ("Failed", f"{{{{ q.{path} }}}} stands for nothing")


def test_a_path_that_finds_nothing_stands_for_nothing(oos: Orchestra) -> None:
    """The task that needs it fails; the outputs of a skipped task are null."""
    oos.template(
        f"""
        Tasks:
          - {{Name: skipped, {CALL}, When: false, Outputs: {{o: {{ValueSelector: x}}}}}}
          - {{Name: q, {CALL[:-1]}, Parameters: {{a: '{{{{ skipped.o }}}}'}}}}}}
          - {{Name: needs, {CALL[:-1]}, Parameters: {{a: '{{{{ q.Nope[] }}}}'}}}}}}
        """
    )
    execution = oos.start()
    assert oos.calls()[0].parameters == {"a": None}
    oos.answer(ANSWER)
    assert oos.status(execution) == ("Failed", "{{ q.Nope[] }} stands for nothing")


def test_loops_over_null_and_sums(oos: Orchestra) -> None:
    """Null is an item, too; numbers of the items are added."""
    # proves: Items, AggregateType, AggregateField
    oos.template(
        """
        Tasks:
          - Name: t
            Action: ACS::ExecuteAPI
            Properties: {Service: ESS, API: X, Parameters: {a: '{{ ACS::TaskLoopItem }}'}}
            Loop:
              Items: [null, 2]
              Outputs: {sum: {AggregateType: 'Fn::Sum', AggregateField: n}}
            Outputs: {n: {Type: Number, ValueSelector: '.N + ({{ ACS::TaskLoopItem }} // 0)'}}
        Outputs: {sum: {Value: '{{ t.sum }}'}}
        """
    )
    execution = oos.start()
    assert oos.calls()[0].parameters == {"a": None}
    oos.answer({"N": 1})
    oos.answer({"N": 2})
    assert run_of(oos, execution).outputs == {"sum": 5}


def test_items_of_a_function(oos: Orchestra) -> None:
    """What it comes to is gone through, item by item."""
    # proves: Name, Action, Properties, Service, API, Parameters, ACS::ExecuteAPI, Concurrency
    items = "{'Fn::Split': [',', '{{ ids }}']}"
    oos.template(
        f"""
        Parameters: {{ids: {{Default: 'i-1,i-2'}}}}
        Tasks:
          - Name: t
            Action: ACS::ExecuteAPI
            Properties: {{Service: ESS, API: X, Parameters: {{a: '{{{{ ACS::TaskLoopItem }}}}'}}}}
            Loop: {{Items: {items}, Concurrency: 2}}
        """
    )
    oos.start()
    assert [call.parameters for call in oos.calls()] == [{"a": "i-1"}, {"a": "i-2"}]


def test_a_loop_in_batches(oos: Orchestra) -> None:
    """As many items run at a time as there are in the largest batch."""
    oos.template(
        """
        Tasks:
          - Name: t
            Action: ACS::ExecuteAPI
            Properties: {Service: ESS, API: X}
            Loop: {Items: [1, 2, 3, 4, 5], Concurrency: {'Fn::CalculateBatch': [2, [1, 2, 3, 4, 5]]}}
        """
    )
    oos.start()
    assert len(oos.calls()) == 3


@pytest.mark.parametrize(
    ("constraint", "value"),
    [
        ("AllowedValues: [a]", "b"),
        ("AllowedPattern: '^a+$'", "b"),
        ("MinLength: 2", "b"),
        ("Type: Number, MaxValue: 2", 3),
    ],
)
def test_a_template_says_what_a_value_must_be(oos: Orchestra, constraint: str, value: Any) -> None:
    """Whoever gives another one reads it, in English where there are several languages."""
    # proves: ConstraintDescription
    for said, shown in (
        ("only a", "only a."),
        ("{zh-cn: b, en: only a}", "only a."),
        ("{zh-cn: just a}", "just a."),
        ("{}", ""),
    ):
        parameter = f"{{{constraint}, ConstraintDescription: {said}}}"
        oos.template(f"Parameters: {{p: {parameter}}}\nTasks: [{{Name: t, Action: 'ACS::Pause'}}]")
        with pytest.raises(ApiError) as caught:
            oos.start(parameters=json.dumps({"p": value}))
        head, colon, tail = caught.value.message.removeprefix("The parameter is invalid: p ").partition(
            ": "
        )
        assert (bool(head), colon, tail) == (True, ": " if shown else "", shown)


@pytest.mark.parametrize(("value", "fits"), [("ab", True), ("abc", True), ("a", False), ("abcd", False)])
def test_texts_have_a_length(value: str, fits: bool) -> None:
    """MinLength and MaxLength bound it, both included."""
    # proves: MinLength, MaxLength
    oos = Orchestra()
    oos.template(
        "Parameters: {p: {MinLength: 2, MaxLength: 3}}\nTasks: [{Name: t, Action: 'ACS::Pause'}]"
    )
    with nullcontext() if fits else pytest.raises(ApiError, match="too short or too long"):
        oos.start(parameters=json.dumps({"p": value}))
