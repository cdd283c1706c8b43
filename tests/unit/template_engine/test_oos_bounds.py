"""Whatever users write, it is read and evaluated in bounded time, or refused in words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.template_engine.allowance import MOST, Allowance, TooMuch
from scalehook.template_engine.document import InvalidTemplate, parse
from scalehook.template_engine.expressions import ExpressionFailed, Scope, resolve
from scalehook.template_engine.functions import FUNCTIONS, PAID
from scalehook.template_engine.regular_expressions import InvalidPattern, compiled
from scalehook.template_engine.selectors import SelectorFailed, select_all
from scalehook.template_engine.yaml_reading import read_yaml
from scalehook_contracts.plain import NotPlain, check_plain

LEVELS = list(zip("abcdefgh", "bcdefghi", strict=True))
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in LEVELS
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 9)}]}}\n" for before, name in LEVELS
)


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS, MERGES, "a: &a [*a]", "a: *none", "[" * 60_000, "{a: " * 10_000, "- " * 30_000,
        "".join(" " * level + "-\n" for level in range(300)), "x" * 70_000, "é" * 40_000,
        "b: &b " + "[" * 40 + "]" * 40 + "\nc: " + "[" * 40 + "*b" + "]" * 40,
        "[" + "a, " * 20_001 + "a]", "a: .nan", "a: -.inf", "a: " + "9" * 4000,
        "1" + ":1" * 3000 + ".5",
        "1" + ":59" * 400, '"\\ud800"', "\ud800", "\0", "!!binary aGk=", "!!set {a}", "!!omap [a: 1]",
        "!!bool maybe", "!!map [1]", "!!seq {a: 1}", "!!int x", "!!float x", "!!str [1]",
        "!!timestamp 2001-01-01", "!!python/object/apply:os.system [ls]", "!Ref x", "{[a]: b}",
        "a\n---\nb",
        "{", "a: [", "? " * 20_000,
    ],
)  # fmt: skip
def test_yaml_that_is_refused(text: str) -> None:
    """Bombs, depth, size, what JSON does not know, and what is no YAML: one error, in words."""
    with pytest.raises(NotPlain, match=r".{5}"):
        read_yaml(text)
    with pytest.raises(InvalidTemplate):
        parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 2019-06-01\nb: 2001-12-14T21:59:43Z", {"a": "2019-06-01", "b": "2001-12-14T21:59:43Z"}),
        ("1: x\ntrue: y\n~: z\n1.50: w", {"1": "x", "true": "y", "~": "z", "1.50": "w"}),
        ("a: 1\na: 2", {"a": 2}),
        ("a: &x [1]\nb: *x\nc: *x", {"a": [1], "b": [1], "c": [1]}),
        ("a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}", {"a": {"p": 1, "q": 2}, "b": {"p": 1, "q": 3}}),
        ('{"a": "\\ud83d\\ude00", "b": [1, null, true]}', {"a": "😀", "b": [1, None, True]}),
        ("{a: b, c: [d]}", {"a": "b", "c": ["d"]}),
        ("\t{\"a\":\t1}", {"a": 1}),
    ],
)  # fmt: skip
def test_yaml_that_is_read(text: str, value: Any) -> None:
    """Dates and keys are text as written; of two equal keys the last one counts; JSON is YAML."""
    assert read_yaml(text) == value


@given(st.text("ab:-[]{}&*<!|>\"'#%,? \n1.~", max_size=60))
def test_any_yaml_ends_as_plain_data_or_one_error(text: str) -> None:
    """No other exception, whatever is put together."""
    try:
        check_plain(read_yaml(text))
    except NotPlain as problem:
        assert str(problem)


@pytest.mark.parametrize(
    "selector",
    [
        "[range(1e9)]", "range(1e18) | empty", '"a" * 1e9', "[.,.] | " * 60 + ".", ".,. | " * 80 + ".",
        "[recurse(.)]", "first(recurse(.) | empty)", 'reduce range(1e9) as $i ("a"; . + .)',
        "reduce range(1e9) as $i ([]; . + [.])", "[..] | " * 50 + ".", "[limit(1e12; range(1e12))]",
        "[range(10)] | del(.[range(1e6)])", "[range(1e9)] | map(.)",
        "[range(9e4)] | [.[] as $a | .[] as $b | $a + $b]",
        "def f: f; f", "[while(true; .)]", "[repeat(.)]", "[until(false; .)]",
    ],
)  # fmt: skip
def test_selectors_that_would_not_end(selector: str) -> None:
    """Without end: whatever is allowed is used up."""
    check_that_it_fails(selector, Allowance(MOST // 10))
    check_that_it_fails(f"({selector})", Allowance(MOST // 10))


def test_all_that_a_message_may_cost_can_be_used_up() -> None:
    """By what has no end, too."""
    allowance = Allowance()
    check_that_it_fails("[range(1e9)]", allowance)
    with pytest.raises(TooMuch):
        allowance.spend(MOST // 10)


@pytest.mark.parametrize(
    "selector",
    [
        "[range(2000)] | contains([range(2000)])", "[range(100000)] | sort | unique | group_by(.)",
        '"x" * 1000000 | [indices("x")]',
        '"ab " * 20000 | [match("a(b)"; "g")]',
        ".[1e9] = 1", "input", "env",
        "(" * 3000 + "." + ")" * 3000, "[" * 200 + "]" * 200, "." + "| ." * 3000,
        "." + "// ." * 1000,
        "." + "+ ." * 1000, "if " * 2000, "try " * 2000 + ".", "-" * 3000 + "1", '"\\(' * 2000,
        "." * 9000, "9" * 5000, "1e999", "$x", "error", "@base32", "é", '"', "{", ".a.",
        ". as [$a] | $a",
    ],
)  # fmt: skip
def test_selectors_that_are_too_much(selector: str) -> None:
    """Without measure, too deep, or none at all: the task's failure, in words."""
    check_that_it_fails("." + selector if selector[0].isalpha() else selector, Allowance())
    check_that_it_fails(f"({selector})", Allowance(MOST // 10))


def check_that_it_fails(selector: str, allowance: Allowance) -> None:
    with pytest.raises(SelectorFailed):
        select_all(selector, 1, allowance)


def test_what_a_selector_finds_can_be_kept() -> None:
    """Neither half characters nor numbers beyond what an answer can show."""
    assert select_all('"\\ud800", [55296, 65] | length', 1, Allowance()) == [1, 2]
    assert select_all("1e308 * 10, 9007199254740993 * 4096", 1, Allowance()) == [
        1.7976931348623157e308, 9007199254740993 * 4096 * 1.0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a*)*b", "(x+x+)+y", "(a|aa)+$", "(.*)(.*)(.*)(.*)[ab]{90}z"]
)
def test_patterns_that_backtrack_for_ever_elsewhere(pattern: str) -> None:
    """Are matched in linear time: here, that nothing fits is known at once."""
    text = "a" * 5000 + "!"
    assert compiled(pattern, text, Allowance()).search(text) is None


@pytest.mark.parametrize(
    "pattern", ["(", "(?!a)b", "(a)\\1", "a++", "a{1000}{1000}", "((a?){100}){100}" * 9, "a" * 2000]
)
def test_patterns_that_are_not_simulated(pattern: str) -> None:
    """Broken, too large, or in need of backtracking: told in words."""
    with pytest.raises(InvalidPattern):
        compiled(pattern, "a", Allowance())


def test_a_long_text_pays_for_its_pattern() -> None:
    """Length and size of the automaton count."""
    with pytest.raises(TooMuch):
        compiled("((a?){100}){10}z", "a" * 1_000_000, Allowance())


@pytest.mark.parametrize(
    "value",
    [
        ["{{ text }}"] * 500,
        {"Fn::Join": ["{{ text }}", ["a"] * 500]},
        {"Fn::Join": ["", [{"Fn::Join": ["", ["{{ text }}"] * 20]}] * 20]},
        ["{{ list }}"] * 500,
        "{{ list }}" * 500,
        {"Fn::Base64Encode": 5},
        {"Fn::Join": 5},
        {"Fn::Join": []},
        {"Fn::Select": ["9" * 5000, [1]]},
        {"Fn::Select": [1e300, [1]]},
        {"Fn::Split": [1]},
        {"Fn::Equals": None},
        {"Fn::If": {"a": 1}},
        {"Fn::And": 1},
        {"Fn::Not": []},
        {"Fn::ListJoin": 1},
        {"a": {"b": {"c": "{{ deep }}"}}},
    ],
)
def test_expressions_that_fail_in_words(value: Any) -> None:
    """Results without measure, arguments of any other shape, values too deep to be kept."""
    deep: Any = 1
    for _ in range(62):
        deep = [deep]
    names = {"text": "x" * 1_000_000, "list": [["y"] * 1000] * 100, "deep": deep}
    with pytest.raises(ExpressionFailed):
        resolve(value, Scope(names))


NAMES = sorted([*FUNCTIONS, *PAID])
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.floats()
    | st.sampled_from(["", "1", "a,b", "{{ text }}", "{{ list }}", "{{ none }}", "{{", "Zm9v"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", *NAMES]), inner, max_size=2)
        | st.builds(lambda name, value: {name: value}, st.sampled_from(NAMES), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_expression_is_plain_or_fails_in_words(value: Any) -> None:
    """Whatever functions are given, nothing but the one error comes out."""
    try:
        check_plain(resolve(value, Scope({"text": "t", "list": [1, [2]]})))
    except ExpressionFailed as problem:
        assert str(problem)
