"""What led to what: trees as rows, the most important ones where there are too many."""

import json
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.views.listing import Listing, part, read
from scalehook.timeline import Fact, Node, grow
from scalehook.timeline.showing.data import as_data
from scalehook.timeline.showing.mermaid import as_mermaid
from scalehook.timeline.showing.page import as_page
from scalehook_contracts.errors.gateway import NotFound

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = "latest"
Branch = tuple[Node, tuple[Node, ...]]  # with all that it hangs on, itself too


FORMS = {
    "json": lambda roots, now: json.dumps([as_data(root) for root in roots], indent=2),
    "mermaid": lambda roots, now: "\n".join(map(as_mermaid, roots)),
    "html": as_page,
}


class Form(BaseModel):
    """The query of `timeline/{id}/export`."""

    model_config = ConfigDict(extra="forbid")
    form: Literal["json", "mermaid", "html"]


class Timelines(BaseModel):
    """The query of one: so many rows."""

    model_config = ConfigDict(extra="forbid")
    limit: int = Field(500, ge=1, le=500)


class Timeline(Timelines):
    """The query of `timeline/{id}`: below this row alone, where one is named."""

    under: str = Field("", max_length=1024)


async def timelines(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """What everything began with, the newest first."""
    asked = read(query, Listing)
    roots = (await grown(desk))[::-1]
    return part(asked, [_row(root, "", 1, 0) for root in asked.of(roots)], len(roots))


async def timeline(desk: Desk, wanted: str, query: dict[str, str]) -> dict[str, Any]:
    """The trees in which something has this id; the newest one by the name `latest`."""
    asked = read(query, Timeline)
    found = _mentioning(await grown(desk), wanted)
    if asked.under:
        found = [_named(found, asked.under)]
    kept = _important(found, asked.limit)
    rows = [row for root in found if root in kept for row in _rows(root, "", 1, kept)]
    return {
        "root": "/".join(found[0].key),
        "rows": rows,
        "awaited": [row for row in rows if row["awaited"]],
    }


async def export(desk: Desk, wanted: str, query: dict[str, str]) -> dict[str, Any]:
    """The same trees as `scalehook timeline` writes them."""
    asked = read(query, Form)
    found = _mentioning(await grown(desk), wanted)
    return {"text": FORMS[asked.form](found, desk.plane.now())}


async def events(desk: Desk, wanted: str, query: dict[str, str]) -> dict[str, Any]:
    """What the journals say of it: the last events that belong to what began it."""
    asked = read(query, Timelines)
    found = _mentioning(await grown(desk), wanted)
    ids = {node.key[1] for root in found for node in root.walk()}
    ids.update(*(node.marks for root in found for node in root.walk()))
    told = [
        event.model_dump(mode="json")
        async for event in desk.plane.events(BEGINNING, follow=False)
        if event.correlation_id in ids or not ids.isdisjoint(map(str, _texts(event.body)))
    ]
    return {"items": told[-asked.limit :], "next": None, "total": len(told)}


def _texts(body: dict[str, Any]) -> list[str]:
    return [value for value in body.values() if isinstance(value, str) and value]


def _mentioning(roots: list[Node], wanted: str) -> list[Node]:
    found = roots[-1:] if wanted == LATEST else [root for root in roots if root.mentions(wanted)]
    if not found:
        raise NotFound()
    return found


def _named(roots: list[Node], row: str) -> Node:
    for root in roots:
        for node in root.walk():
            if "/".join(node.key) == row:
                return node
    raise NotFound()


async def grown(desk: Desk) -> list[Node]:
    """All trees; InvalidParameter where nobody knows the past."""
    return grow(
        [
            Fact(event.type, event.at, event.body, event.correlation_id, event.caller)
            async for event in desk.plane.events(BEGINNING, follow=False)
        ]
    )


def _important(roots: list[Node], most: int) -> set[Node]:
    """What is awaited first, then layer by layer; each with all that is above it."""
    layers: list[Branch] = []
    layer: list[Branch] = [(root, (root,)) for root in roots]
    while layer:
        layers += layer
        layer = [(each, (*above, each)) for node, above in layer for each in node.below]
    kept: set[Node] = set()
    for _, above in sorted(layers, key=lambda pair: not pair[0].awaited):
        if len(kept) + sum(each not in kept for each in above) <= most:
            kept.update(above)
    return kept


def _rows(node: Node, parent: str, level: int, kept: set[Node]) -> list[dict[str, Any]]:
    shown = [each for each in node.below if each in kept]
    row = _row(node, parent, level, len(node.below) - len(shown))
    return [row, *(under for each in shown for under in _rows(each, row["id"], level + 1, kept))]


def _row(node: Node, parent: str, level: int, omitted: int) -> dict[str, Any]:
    return {
        "id": "/".join(node.key),
        "parent": parent,
        "level": level,
        "kind": node.kind,
        "title": node.title,
        "who": node.who,
        "at": _time(node.at),
        "ended_at": _time(node.ended_at),
        "until": _time(node.until),
        "awaited": node.awaited,
        "outcome": node.outcome,
        "ref": {"kind": node.kind, "id": node.key[1]},
        "omitted": omitted,
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
