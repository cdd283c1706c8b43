"""Conditions of policies: what documents may say, and a reader as simple as the documentation."""

import re
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Any

from hypothesis import strategies as st

DATES = ["2026-01-01T00:00:00Z", "2026-01-01T08:00:00+08:00", "2026-06-01T00:00:00Z"]
ADDRESSES = ["10.0.0.1", "10.0.1.1", "2001:db8::1"]
BLOCKS = ["10.0.0.0/24", "10.0.0.1", "::/0", "0.0.0.0/0"]
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "acs:PrincipalARN": st.sampled_from(["alice", "Alice", "bob"]),
        "acs:PrincipalAccount": st.sampled_from(["1", "2", "10", "x"]),
        "acs:CurrentTime": st.sampled_from(DATES),
        "acs:MFAPresent": st.sampled_from(["true", "false"]),
        "acs:SourceIp": st.sampled_from(ADDRESSES),
        "acs:ResourceTag/team": st.sampled_from(["blue", "red"]),
        "acs:RequestTag/team": st.sampled_from(["blue", "red"]),
    },
)


def fits_pattern(pattern: str, text: str) -> bool:
    by_hand = "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern)
    return re.fullmatch(by_hand, text) is not None


def texts(names: list[str], key: str, values: list[Any]) -> st.SearchStrategy[dict[str, Any]]:
    wanted = st.sampled_from(values) | st.lists(st.sampled_from(values), min_size=1, max_size=3)
    return st.builds(lambda name, value: {name: {key: value}}, st.sampled_from(names), wanted)


def six(kind: str) -> list[str]:
    orders = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"]
    return [kind + order for order in orders]


STRINGS = ["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"]
BLOCK = st.one_of(
    texts([f"String{n}" for n in STRINGS], "acs:PrincipalARN", ["alice", "ALICE", "a*", "?ob", "*"]),
    texts(six("Numeric"), "acs:PrincipalAccount", ["1", 2, "2.0", "10", -1]),
    texts(six("Date"), "acs:CurrentTime", [*DATES, "2026-03-01"]),
    texts(["StringEquals", "StringNotLike"], "acs:ResourceTag/team", ["blue", "r*"]),
    texts(["StringNotEquals", "StringLike"], "acs:RequestTag/team", ["blue", "r*"]),
    texts(["Bool"], "acs:MFAPresent", ["true", "False", True]),
    texts(["IpAddress", "NotIpAddress"], "acs:SourceIp", BLOCKS),
)


def together(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    """One condition of several: an operator may have several keys, and all must hold."""
    whole: dict[str, Any] = {}
    for block in blocks:
        for operator, keys in block.items():
            whole.setdefault(operator, {}).update(keys)
    return whole


CONDITION = st.lists(BLOCK, min_size=1, max_size=3).map(together)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def compared(kind: str, given: str, wanted: str) -> int | None:
    """Less, equal, greater; None where that cannot be said."""
    if kind == "Date":
        one, other = (
            datetime.fromisoformat(t if "T" in t else t + "T00:00:00Z") for t in (given, wanted)
        )
        return (one > other) - (one < other)
    if not given.isdecimal():
        return None
    return (float(given) > float(wanted)) - (float(given) < float(wanted))


def fits(operator: str, given: str, wanted: str) -> bool:
    """What a positive operator says of one value."""
    if operator == "Bool":
        return given == wanted.lower()
    if operator == "IpAddress":
        network = ip_network(wanted)
        return ip_address(given) in network
    if operator.startswith("String"):
        return {
            "StringEquals": given == wanted,
            "StringEqualsIgnoreCase": given.lower() == wanted.lower(),
            "StringLike": fits_pattern(wanted, given),
        }[operator]
    kind = "Date" if operator.startswith("Date") else "Numeric"
    signs = {
        "Equals": [0], "LessThan": [-1], "LessThanEquals": [-1, 0],
        "GreaterThan": [1], "GreaterThanEquals": [1, 0],
    }  # fmt: skip
    return compared(kind, given, wanted) in signs[operator.removeprefix(kind)]


def block_holds(operator: str, key: str, values: Any, facts: dict[str, str]) -> bool:
    positive = operator.replace("Not", "", 1)
    some = key in facts and any(fits(positive, facts[key], str(value)) for value in as_list(values))
    return some == (positive == operator)
