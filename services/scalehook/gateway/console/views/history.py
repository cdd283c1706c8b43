"""Which moments there are to go back to."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.views.listing import read
from scalehook.gateway.console.views.timelines import BEGINNING


class Moments(BaseModel):
    """The query of `console/history`: so many of them."""

    model_config = ConfigDict(extra="forbid")
    limit: int = Field(1000, ge=1, le=10_000)


async def history(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """The last moments in which something has happened, with what that was, the oldest first; and the
    first one of all. InvalidParameter where nobody knows the past.
    """
    asked = read(query, Moments)
    found: dict[str, str] = {}
    async for event in desk.plane.events(BEGINNING, follow=False):
        found[event.at.isoformat()] = event.type
    moments = [{"at": at, "type": kind} for at, kind in found.items()]
    return {
        "since": moments[0]["at"] if moments else None,
        "items": moments[-asked.limit :],
        "next": None,
        "total": len(moments),
    }
