"""Parameters, tags and patterns of any kind: an execution starts with them, or is refused in words."""

import json
from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from support.orchestra import Orchestra

HUGE = "9" * 4000
DEEP = "[" * 100_000


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def a(value: str) -> str:
    """An object with this text as a value."""
    return '{"a": ' + value + "}"


@pytest.mark.parametrize("name", ["parameters", "tags"])
@pytest.mark.parametrize(
    "text",
    ['{"a": "\\ud800"}', '{"\\udfff": "a"}', '{"a": NaN}', '{"a": Infinity}', a(HUGE),
     DEEP, a(DEEP), a("[" * 300 + "]" * 300), "[]", "1", "null", "{", '"a"'],
)  # fmt: skip
def test_starts_with_json_that_cannot_be_kept(oos: Orchestra, name: str, text: str) -> None:
    """Are refused, and nothing has begun."""
    oos.template("Tasks: [{Name: t, Action: 'ACS::ExecuteAPI'}]")
    before = len(oos.rehearsal.recorded)
    with pytest.raises(ApiError) as caught:
        oos.start(**{name: text})
    assert caught.value.code == "InvalidParameter"
    caught.value.body().model_dump_json()
    assert len(oos.rehearsal.recorded) == before


@pytest.mark.parametrize(
    "tags", ['{"a": 1}', '{"a": {"b": [1]}}', '{"a": null}', '{"a": ["b"]}', '{"a": true}', '{"": "b"}']
)
def test_tags_are_texts(oos: Orchestra, tags: str) -> None:
    """Any other value is refused."""
    oos.template("Tasks: [{Name: t, Action: 'ACS::ExecuteAPI'}]")
    with pytest.raises(ApiError) as caught:
        oos.start(tags=tags)
    assert caught.value.code == "InvalidParameter"


def test_tags_that_are_texts_are_shown(oos: Orchestra) -> None:
    """With the execution."""
    oos.template("Tasks: [{Name: t, Action: 'ACS::ExecuteAPI'}]")
    oos.start(tags='{"k": "v"}')
    assert oos.rehearsal.recorded[-4].tags == {"k": "v"}  # type: ignore[attr-defined]


def test_a_parameters_text_is_read_as_strictly(oos: Orchestra) -> None:
    """A list given as text may be nested no deeper, its numbers may be no larger."""
    oos.template(
        """
        Parameters: {list: {Type: List}, number: {Type: Number, Default: 1}}
        Tasks: [{Name: t, Action: 'ACS::ExecuteAPI'}]
        """
    )
    for given_ in (
        {"list": DEEP},
        {"list": "[NaN]"},
        {"list": "[]", "number": HUGE},
        {"list": '["\\ud800"]'},
    ):
        with pytest.raises(ApiError) as caught:
            oos.start(parameters=json.dumps(given_))
        assert caught.value.code == "InvalidParameter"


@pytest.mark.parametrize(
    ("pattern", "value", "fits"),
    [("^(a+)+$", "a" * 5000, True), ("^(a+)+$", "a" * 5000 + "!", False), ("(?=a)", "a", False)],
)
def test_allowed_patterns_of_any_kind_are_answered(
    oos: Orchestra, pattern: str, value: str, fits: bool
) -> None:
    """One that backtracks elsewhere is matched; one that is not simulated refuses the start."""
    oos.template(
        f"""
        Parameters: {{name: {{Type: String, AllowedPattern: '{pattern}'}}}}
        Tasks: [{{Name: t, Action: 'ACS::ExecuteAPI'}}]
        """
    )
    if fits:
        oos.start(parameters=json.dumps({"name": value}))
        return
    with pytest.raises(ApiError) as caught:
        oos.start(parameters=json.dumps({"name": value}))
    assert caught.value.code == "InvalidParameter"


@pytest.mark.parametrize(
    ("node", "value"),
    [
        ("MaxLength: 3", 1234),
        ("MinLength: 5", True),
        ("AllowedPattern: '^[a-z]+$'", 12),
        ("AllowedPattern: '^.$'", 1.5),
    ],
)
def test_numbers_for_texts(oos: Orchestra, node: str, value: Any) -> None:
    """Have to fit as they are printed; those that do stay what they are."""
    tasks = "Tasks: [{Name: t, Action: 'ACS::Pause'}]"
    oos.template(f"Parameters: {{p: {{{node}}}}}\n{tasks}", "Narrow")
    with pytest.raises(ApiError, match="p "):
        oos.start("Narrow", parameters=json.dumps({"p": value}))
    oos.template(f"Parameters: {{p: {{AllowedPattern: '^[a-z0-9.]{{2,4}}$'}}}}\n{tasks}", "Wide")
    execution = oos.start("Wide", parameters=json.dumps({"p": value}))
    assert oos.rehearsal.state.executions[execution].started.parameters == {"p": value}
