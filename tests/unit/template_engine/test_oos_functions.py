"""Every function of the template language, by what it makes of its arguments."""

from typing import Any

import pytest

from scalehook.template_engine import functions
from scalehook.template_engine.expressions import ExpressionFailed, Scope, resolve

NOON = "2024-02-28T12:30:00Z"
ITEMS = list("abcde")
PEOPLE = [{"n": "a", "age": 3}, {"n": "b", "age": 5}]
PACKAGE = {
    "Packages": {
        "windows": {"_any": {"_any": {"File": "windows.zip"}}},
        "linux": {
            "centos": {"7": {"x86_64": {"File": "seven.zip"}}},
            "_any": {"File": "any.zip"},
        },
    }
}

RESULTS: list[tuple[str, Any, Any]] = [
    ("AddHour", [NOON, 36], "2024-03-01T00:30:00Z"),
    ("AddHour", [NOON, "-13"], "2024-02-27T23:30:00Z"),
    ("AddHour", ["2024-02-28T12:30Z", 1], "2024-02-28T13:30Z"),
    ("AddHour", ["0999-12-31T23:30Z", 0.25], "0999-12-31T23:45Z"),
    ("FormatUTCTime", ["0031-01-02T00:00:00Z", "%Y %F"], "0031 0031-01-02"),
    ("AddHour", ["23:30", 1], "00:30"),
    ("AddHour", ["2024-02-28T12:30:00+08:00", 0], "2024-02-28T04:30:00Z"),
    ("AddHour", [NOON, {"Fn::Eval": ["-2*24"]}], "2024-02-26T12:30:00Z"),
    ("And", [True, "true"], True),
    ("Base64Decode", "YQ==", "a"),
    ("Base64Encode", "a", "YQ=="),
    ("CalculateBatch", [2, ITEMS], [["a", "b", "c"], ["d", "e"]]),
    ("CalculateBatch", ["9", ITEMS[:2]], [["a"], ["b"]]),
    ("CalculateBatch", [[1, 2], ITEMS], [["a"], ["b", "c"], ["d", "e"]]),
    ("CalculateBatch", [3, []], []),
    ("ContainsSubString", ["a/b", "/"], True),
    ("ContainsSubString", ["/", "a/b"], False),
    ("ConvertMapToList", [{"a": 1, "b": 2}], [{"Key": "a", "Value": 1}, {"Key": "b", "Value": 2}]),
    ("ConvertMapToList", {"a": 1}, [{"Key": "a", "Value": 1}]),
    ("Difference", [[1, 2, 2], [2, 3]], [1, 3]),
    ("DurationBetween", ["22:00", "06:30"], "PT8H30M"),
    ("DurationBetween", ["06:00", "06:00"], "PT0S"),
    ("DurationBetween", [NOON, "2024-03-01T12:30:05Z"], "PT48H5S"),
    ("DurationBetween", [NOON, "01:00"], "PT12H30M"),
    ("Equals", [1, "1"], True),
    ("Escape", ['say "$x" `', "powershell"], 'say `"`$x`" ``'),
    ("Escape", ['a\\"$(x)`', "shell"], 'a\\\\\\"\\$(x)\\`'),
    ("Escape", ['a"\n', "json"], 'a\\"\\n'),
    ("Eval", ["-7*24"], -168),
    ("Eval", "(1 + 2) / 4", 0.75),
    ("FindMatchedPackage", [PACKAGE, "linux centos 7.9 x86_64"], {"File": "seven.zip"}),
    ("FindMatchedPackage", [PACKAGE, {"os": "Linux", "name": "debian"}], {"File": "any.zip"}),
    ("FindMatchedPackage", ['{"Packages": {"linux": {"File": "f"}}}', "os=linux"], {"File": "f"}),
    ("CalculateTimeByOpsWindow", ["12:00", "13:00"], NOON),
    ("CalculateTimeByOpsWindow", "02:00-04:00", "2024-02-29T02:00:00Z"),
    ("CalculateTimeByOpsWindow", ["20:00-21:00", "18:00-18:30"], "2024-02-28T18:00:00Z"),
    ("CalculateTimeByOpsWindow", ["22:00-12:31"], NOON),
    ("First", ITEMS, "a"),
    ("FormatUTCTime", [NOON, "%Y-%m-%dT%H:%MZ"], "2024-02-28T12:30Z"),
    ("FormatUTCTime", ["2024-02-28", "100%% %d"], "100% 28"),
    ("If", [False, 1, 2], 2),
    ("Intersection", [[1, {"a": 1}, 3], [{"a": 1}, 1]], [1, {"a": 1}]),
    ("IsIpInCIDR", ["10.0.0.7", "10.0.0.0/24"], True),
    ("IsIpInCIDR", ["10.0.0.0/24", "10.0.1.7"], False),
    ("Join", [",", ["a", "b"]], "a,b"),
    ("Jq", ["First", ".[] | .n", PEOPLE], "a"),
    ("Jq", ["All", ".[] | select(.age > {{ four }}) | .n", PEOPLE], ["b"]),
    ("Jq", ["First", ".[] | select(.age > 9)", PEOPLE], None),
    ("Jq", ["All", "n", PEOPLE[0]], ["a"]),
    ("Jq", ["First", "length", PEOPLE], 2),
    ("Jq", ["First", "keys | .[1]", PEOPLE[0]], "n"),
    ("Jq", ["First", "add", [1, 2]], 3),
    ("Last", ITEMS, "e"),
    ("ListJoin", [[1], 2, [3, 4]], [1, 2, 3, 4]),
    ("MapJoin", [["a", "b"], [1, 2]], {"a": 1, "b": 2}),
    ("Max", [1, "10", 9], 10),
    ("MergeList", [[1, [2]], [3]], [1, [2], 3]),
    ("MergeList", "{{ lists }}", [1, 2]),
    ("MergeMap", [{"a": 1, "b": 1}, {"b": 2}], {"a": 1, "b": 2}),
    ("MergeMapToList", [{"A": [1, 2]}, {"B": [0]}], [{"A": 1, "B": 0}, {"A": 2, "B": 0}]),
    ("MergeMapToList", [], []),
    ("Min", [1.5, "1"], 1),
    ("Not", True, False),
    ("Or", [False, "false"], False),
    ("RangeSelect", [0, -1, ITEMS], ["a", "b", "c", "d"]),
    ("RangeSelect", ["1", "3", ITEMS], ["b", "c"]),
    ("Replace", [{"a": "b", "-": ""}, "a-a"], "bb"),
    ("Select", ["b", {"b": 1}], 1),
    ("Select", [True, {"true": "yes", "false": "no"}], "yes"),
    ("Select", [2, {"2": "two"}], "two"),
    ("Split", ["/", "a/b"], ["a", "b"]),
    ("Sub", ["${a}-${other}-${b}-{{ four }}", {"a": 1, "b": ["x"]}], '1-${other}-["x"]-4'),
    ("Sum", [1, "2", 0.5], 3.5),
    ("Union", [[1, 2], [2, 3]], [1, 2, 3]),
]


@pytest.mark.parametrize(("name", "arguments", "result"), RESULTS)
def test_functions(name: str, arguments: Any, result: Any) -> None:
    """What each comes to."""
    # proves: Fn::*
    scope = Scope({"four": 4, "lists": [[1], [2]], "acs::currentutctime": NOON})
    found = resolve({f"Fn::{name}": arguments}, scope)
    assert (found, type(found)) == (result, type(result))


def test_every_function_has_a_row() -> None:
    """Here, so that none goes untested."""
    known = {*functions.FUNCTIONS, *functions.PAID, *functions.TIMED}
    assert known == {f"Fn::{name}" for name, _, _ in RESULTS}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("AddHour", ["today", 1]), ("AddHour", [NOON, 1e12]), ("AddHour", [NOON, "x"]),
        ("CalculateBatch", [0, ITEMS]), ("CalculateBatch", [[], ITEMS]),
        ("CalculateTimeByOpsWindow", []), ("CalculateTimeByOpsWindow", "always"),
        ("FindMatchedPackage", [PACKAGE, "macos"]), ("FindMatchedPackage", [{"Packages": []}, "linux"]),
        ("CalculateBatch", [[0], ITEMS]), ("CalculateBatch", [1, "text"]),
        ("DurationBetween", ["2024-03-01", NOON]), ("Escape", ["a", "cobol"]), ("Eval", "1, 2"),
        ("Eval", "true"), ("Eval", "1 / 0"), ("Eval", ["[range(1e9)] | length"]), ("First", []),
        ("First", "text"), ("FormatUTCTime", [NOON, "%999999999Y"]), ("FormatUTCTime", [NOON, "%"]),
        ("IsIpInCIDR", ["a", "b"]), ("Jq", ["Some", ".", 1]), ("Jq", ["All", "[range(1e9)]", 1]),
        ("Jq", ["All", ".[", 1]), ("MapJoin", [["a"], []]), ("Max", []), ("Sum", [True]),
        ("MergeMap", [1]), ("MergeMapToList", [{"a": []}, {"b": [1]}]),
        ("MergeMapToList", [{"a": [1] * 9000}, {"b": ["x" * 100_000]}]),
        ("RangeSelect", [0, 1, "text"]), ("Replace", [{"": "a"}, "b"]),
        ("Replace", [{"a": "b" * 10_000}, "a" * 100_000]), ("Sub", ["a", 1]),
        ("Join", [",", "text"]), ("Join", [",", {"a": 1}]), ("ListJoin", "text"), ("Sum", "12"),
        ("Min", "12"), ("Max", {"1": 1}), ("Union", ["ab", "bc"]), ("Intersection", [["a"], "ab"]),
        ("MapJoin", ["ab", "cd"]), ("MergeMapToList", [{"a": "xy"}]), ("And", "true"), ("Or", "true"),
        ("Select", [0, "text"]), ("Select", ["c", {"a": 1}]), ("Difference", "ab"),
        ("Sub", ["${a}" * 20_000, {"a": "b" * 20_000}]), ("FindMatchedPackage", ["a", "b"]),
    ],
)  # fmt: skip
def test_arguments_that_do_not_fit(name: str, arguments: Any) -> None:
    """Are told in words, naming the function."""
    with pytest.raises(ExpressionFailed, match=f"Fn::{name}|too much"):
        resolve({f"Fn::{name}": arguments}, Scope({"acs::currentutctime": NOON}))
