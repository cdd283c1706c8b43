"""Refusals, explanations and plans as lines for a person."""

import json
from collections.abc import Iterator
from typing import Any

import typer

from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.kit.one_line import one_line

OUTCOMES = {
    "Speaks": "speaks",
    "OtherAction": "is about another action",
    "OtherResource": "is about another resource",
    "OtherPrincipal": "names somebody else",
    "Condition": "does not speak: ",
}
WHERE = {
    "AccountLevelIdentityBasedPolicy": "a policy of {who}",
    "SessionPolicy": "the session's own policy",
    "AssumeRolePolicy": "the trust of the role",
}


def refusal_lines(refusal: dict[str, Any]) -> Iterator[str]:
    """When, who and what; why; and what would have allowed it."""
    at = iso_seconds(moment(refusal["refused_at"]))
    what = f"{refusal['action']} on {', '.join(refusal['resources'])}"
    yield one_line(f"{at} {refusal['principal']}: {what}")
    yield one_line(f"  request {refusal['request_id']} {refusal['operation']}".rstrip())
    yield from _why(refusal, explicit=refusal["explicit"])


def explanation_lines(found: dict[str, Any]) -> list[str]:
    """What was noted of a request, and what is the case now, statement by statement."""
    lines = [line for each in found.get("then", ()) for line in refusal_lines(each)]
    for now in found["now"]:
        lines += _now(now)
    return lines


def needs_shown(needs: list[dict[str, Any]]) -> None:
    """Documents to stdout, and to stderr what they are and lack: what is piped on is JSON."""
    for need in needs:
        kind = "trust" if need["kind"] == "trust" else "policy"
        typer.echo(f"# {need['who']}, {kind}: {need['why']}", err=True)
        for lack in need["lacking"]:
            typer.echo(f"#   lacking: {lack}", err=True)
        typer.echo(json.dumps(need["document"], indent=2, ensure_ascii=False))


def _now(now: dict[str, Any]) -> Iterator[str]:
    verdict = "allowed" if now["allowed"] else "refused"
    yield one_line(f"{verdict}: {now['principal']} {now['action']} on {now['resource']}")
    for look in now["looks"]:
        yield one_line(f"  {_look(look)}")
    yield from _why(now, explicit=False)


def _why(found: dict[str, Any], *, explicit: bool) -> Iterator[str]:
    yield one_line(f"  because: {found['reason']}")
    if explicit:
        yield "  a denial wins: change it first"
    if found["statement"]:
        where = WHERE[found["scope"]].format(who=found["principal"])
        yield one_line(f"  would allow it, in {where}:")
        yield f"  {found['statement']}"


def _look(look: dict[str, Any]) -> str:
    policy = look["policy_name"] or f"the {look['policy_type'].lower()}'s"
    sid = f" ({look['sid']})" if look["sid"] else ""
    unmet = " and ".join(look["unmet"])
    where = f"{policy} {look['policy_version']}".strip()
    return (
        f"{look['effect']:5} statement {look['number']}{sid} of {where} at {look['attached_to']} "
        f"{OUTCOMES[look['outcome']]}{unmet}"
    )
