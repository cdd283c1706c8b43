"""Evaluation, compared with one that is as simple as the documentation."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scalehook.access_control.evaluation import allowed
from scalehook.access_control.judging import judge
from scalehook.access_control.least import least_statement
from scalehook.access_control.policy_document import ruling
from scalehook.access_control.state import State
from scalehook.access_control.state.events.groups import user_joined_group
from scalehook.access_control.state.events.policies import policy_created
from scalehook_contracts.access_control.groups import UserJoinedGroup
from scalehook_contracts.access_control.policies import PolicyCreated
from support.policies import CONDITION, FACTS, as_list, block_holds, fits_pattern

PRINCIPAL = "acs:ram::1:user/u"
ACTIONS = ["ess:Get", "ess:Put"]
RESOURCES = ["acs:ess:r:1:g/a", "acs:ecs:r:1:i/a", "acs:ram::1:role/Ops"]


def names(values: list[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values) | st.lists(st.sampled_from(values), min_size=1, max_size=2)


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    action, resource = (
        draw(st.sampled_from(["Action", "Action", "Action", "NotAction"])),
        draw(st.sampled_from(["Resource", "Resource", "Resource", "NotResource"])),
    )
    made = {
        "Effect": draw(st.sampled_from(["Allow", "Deny"])),
        action: draw(names(["*", "*", "ess:*", "ESS:get", "e?s:Put"])),
        resource: draw(names(["*", "*", "acs:ess:*", "acs:*:g/?", "acs:ECS:*", "acs:ram:*:*:role/oPS"])),
    }
    if draw(st.booleans()):
        made["Condition"] = draw(CONDITION)
    return made


def names_it(pattern: str, resource: str) -> bool:
    """Names of RAM have no case."""
    if resource.startswith("acs:ram:"):
        return fits_pattern(pattern.lower(), resource.lower())
    return fits_pattern(pattern, resource)


def speaks(statement: dict[str, Any], action: str, resource: str, facts: dict[str, str]) -> bool:
    if "Action" in statement:
        named = any(fits_pattern(p.lower(), action.lower()) for p in as_list(statement["Action"]))
    else:
        named = not any(fits_pattern(p.lower(), action.lower()) for p in as_list(statement["NotAction"]))
    if "Resource" in statement:
        there = any(names_it(p, resource) for p in as_list(statement["Resource"]))
    else:
        there = not any(names_it(p, resource) for p in as_list(statement["NotResource"]))
    blocks = statement.get("Condition", {})
    hold = all(block_holds(o, k, v, facts) for o, block in blocks.items() for k, v in block.items())
    return named and there and hold


def said(made: list[dict[str, Any]], action: str, resource: str, facts: dict[str, str]) -> str:
    effects = [s["Effect"] for s in made if speaks(s, action, resource, facts)]
    return "Deny" if "Deny" in effects else "Allow" if effects else ""


def document(made: list[dict[str, Any]]) -> str:
    return json.dumps({"Version": "1", "Statement": made})


def attach(state: State, holder: str, made: list[dict[str, Any]]) -> None:
    created = PolicyCreated(
        policy_name=f"p{len(state.policies)}",
        policy_document=document(made),
        description="",
        created_at=0,
    )
    policy_created(created, state)
    state.attached.setdefault(holder, []).append(f"Custom/{created.policy_name}")


REQUEST = st.tuples(st.sampled_from(ACTIONS), st.sampled_from(RESOURCES), FACTS)
MADE = st.lists(statements(), min_size=1, max_size=5)


@given(MADE, st.lists(REQUEST, min_size=3, max_size=8))
def test_what_a_document_says(made: list[dict[str, Any]], requests: list[tuple[str, str, Any]]) -> None:
    """The same of each request, also of the second that is much like the first."""
    text = document(made)
    for action, resource, facts in requests:
        assert ruling(text, action, resource).verdict(facts) == said(made, action, resource, facts)


@given(st.lists(MADE, max_size=3), MADE | st.none(), REQUEST)
def test_what_a_principal_may(
    attached: list[list[dict[str, Any]]], session: list[dict[str, Any]] | None, request: Any
) -> None:
    """All policies together, those of a group included, and a session's own; explained, it is the same;
    and where nothing denies it, the smallest statement is enough.
    """
    action, resource, facts = request
    state = State()
    for number, made in enumerate(attached):
        attach(state, "user/u" if number else "group/g", made)
    user_joined_group(UserJoinedGroup(user_name="u", group_name="g", joined_at=0), state)
    own = [statement for made in attached for statement in made]
    expected = said(own, action, resource, facts) == "Allow" and (
        session is None or said(session, action, resource, facts) == "Allow"
    )
    text = document(session) if session else ""
    assert allowed(PRINCIPAL, text, action, resource, state, lambda: facts) == expected
    judged = judge(PRINCIPAL, text, action, resource, state, facts)
    assert judged.allowed == expected
    if expected or judged.denying:
        return
    least = [json.loads(least_statement(action, [resource], facts))]
    if judged.scope == "SessionPolicy":
        text = document([*(session or []), *least])
    else:
        attach(state, "user/u", least)
        text = (
            document(least)
            if text and not judge(PRINCIPAL, text, action, resource, state, facts).allowed
            else text
        )
    assert allowed(PRINCIPAL, text, action, resource, state, lambda: facts)
