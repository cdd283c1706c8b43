"""Trusts of roles, compared with a reader that is as simple as the documentation."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scalehook.access_control.trust_document import Caller, check_trust_text, parse_trust
from support.policies import CONDITION, FACTS, as_list, block_holds, texts, together

ACCOUNT = "acs:ram::1:root"
ARNS = [ACCOUNT, "acs:ram::1:user/eve", "acs:ram::1:role/Ops", "acs:ram::2:root"]
SERVICES = ["oos.aliyuncs.com", "mns.aliyuncs.com"]
EXTERNAL = texts(
    ["StringEquals", "StringNotEquals", "StringLike", "StringEqualsIgnoreCase"],
    "sts:ExternalId",
    ["secret", "SECRET", "s*", "other"],
)


def one_or_more(values: list[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values) | st.lists(st.sampled_from(values), min_size=1, max_size=3)


PRINCIPALS = (
    st.fixed_dictionaries({"RAM": one_or_more(ARNS)}, optional={"Service": one_or_more(SERVICES)})
    | st.fixed_dictionaries({"Service": one_or_more(SERVICES)})
    | st.just({"Federated": ["acs:ram::1:saml-provider/p"]})
)
STATEMENTS = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Allow", "Deny"]),
        "Action": st.sampled_from(["sts:AssumeRole", ["sts:assumerole"]]),
        "Principal": PRINCIPALS,
    },
    optional={"Condition": st.lists(CONDITION | EXTERNAL, min_size=1, max_size=2).map(together)},
)
CALLERS = st.sampled_from([*SERVICES, "acs:ram::1:user/Eve", "acs:ram::1:role/ops", "acs:ram::3:root"])
GIVEN = st.builds(
    lambda facts, external: facts | ({"sts:ExternalId": external} if external else {}),
    FACTS,
    st.sampled_from(["", "secret", "Secret", "wrong"]),
)


def speaks(statement: dict[str, Any], caller: str, facts: dict[str, str]) -> bool:
    who = statement["Principal"]
    if caller in SERVICES:
        named = caller in as_list(who.get("Service", []))
    else:
        known = {caller.lower(), *([ACCOUNT] if caller.startswith("acs:ram::1:") else [])}
        named = bool(known & {each.lower() for each in as_list(who.get("RAM", []))})
    blocks = statement.get("Condition", {})
    return named and all(block_holds(o, k, v, facts) for o, b in blocks.items() for k, v in b.items())


@given(st.lists(STATEMENTS, min_size=1, max_size=4), CALLERS, GIVEN)
def test_who_may_assume_a_role(made: list[dict[str, Any]], caller: str, facts: dict[str, str]) -> None:
    """An account stands for all of its own; a Deny wins; conditions hold as in policies."""
    text = json.dumps({"Version": "1", "Statement": made})
    check_trust_text(text)
    names = [caller, ACCOUNT] if caller.startswith("acs:ram::1:") else [caller]
    asking = Caller(service=caller) if caller in SERVICES else Caller.of(*names)
    effects = {each["Effect"] for each in made if speaks(each, caller, facts)}
    assert parse_trust(text).lets(asking, facts) == (effects == {"Allow"})
