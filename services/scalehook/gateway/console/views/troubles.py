"""What has gone wrong, on purpose or not, and what will: dead letters, faults, refusals, warnings."""

from functools import cache
from typing import Any

from pydantic import Field

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.explorer.forms import fields_of
from scalehook.gateway.console.views.listing import Listing, Nothing, part, read
from scalehook.gateway.console.warnings.looking import look
from scalehook.gateway.faults.desk import FaultDesk
from scalehook.gateway.faults.kinds import KINDS
from scalehook_contracts.access_control.refusals import ListRefusals

ALL = 2**31  # the service forgets the oldest by itself


class Refusals(Listing):
    """The query of `refusals`: of one principal, of one action, where they are named."""

    principal: str = Field("", max_length=256)
    action: str = Field("", max_length=256)


async def dead(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """Messages between services that were given up."""
    read(query, Nothing)
    letters = [each.model_dump(mode="json") for each in await desk.plane.dead_letters()]
    return {"items": letters, "next": None, "total": len(letters)}


async def faults(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """Those that are on, what they have hit last, and which kinds there are, each as a form."""
    read(query, Nothing)
    found = await FaultDesk(desk.bus, desk.plane, desk.faults).all()
    hits = await desk.traffic.struck(desk.plane)
    return {"items": found, "next": None, "total": len(found), "hits": hits, "kinds": _kinds()}


@cache
def _kinds() -> dict[str, dict[str, Any]]:
    """By their names: what each does, and what can be said of it."""
    schema = KINDS.json_schema()
    definitions = schema["$defs"]
    named = {
        kind: definitions[place.rsplit("/", 1)[1]]
        for kind, place in schema["discriminator"]["mapping"].items()
    }
    return {kind: _form(named[kind], definitions) for kind in sorted(named)}


def _form(of: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    fields = fields_of({**of, "$defs": definitions})
    said = [field for field in fields if field["name"] != "kind"]
    return {"help": " ".join(of["description"].split()), "fields": said}


async def refusals(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """The same ones are one, with a count and the last time; the latest first. `actions` are all that
    anybody was refused.
    """
    asked = read(query, Refusals)
    found = (await desk.ask(ListRefusals(most=ALL, principal=asked.principal))).refusals
    merged: dict[tuple[str, str, str], dict[str, Any]] = {}
    for each in found:  # the latest first
        key = (each.principal, each.action, " ".join(each.resources))
        if key in merged:
            merged[key]["count"] += 1
        else:
            merged[key] = {**each.model_dump(mode="json"), "count": 1}
    items = [each for each in merged.values() if asked.action in ("", each["action"])]
    actions = sorted({each["action"] for each in merged.values()})
    return part(asked, list(asked.of(items)), len(items)) | {"actions": actions}


async def warnings(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """Traps of hooks: what needs a change first, then what is worth knowing; and what is `solved`."""
    read(query, Nothing)
    found, looked, groups = await look(desk)
    desk.noticed.see(found, desk.plane.now())
    return {
        "items": [each.model_dump(mode="json") | {"since": desk.noticed.since(each)} for each in found],
        "solved": desk.noticed.solved,
        "next": None,
        "total": len(found),
        "groups": {"looked_at": looked, "total": groups},
    }
