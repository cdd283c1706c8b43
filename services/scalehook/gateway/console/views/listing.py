"""Lists as pages get them: a part, where the next one begins, and how many there are."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.control.bodies import fitting

PAGE = 50  # the largest that all operations have
Page = tuple[list[Any], int]  # of it, and how many there are in all
ItemT = TypeVar("ItemT")
ModelT = TypeVar("ModelT", bound=BaseModel)


class Listing(BaseModel):
    """The query of a list: so many, from this one on. Both are taken in whole pages."""

    model_config = ConfigDict(extra="forbid")
    limit: int = Field(100, ge=1, le=500)
    cursor: int = Field(0, ge=0, le=10_000_000)

    def of(self, items: Sequence[ItemT]) -> Sequence[ItemT]:
        """The part that is asked for."""
        return items[self.cursor : self.cursor + self.limit]


class Nothing(BaseModel):
    """The query of what takes none."""

    model_config = ConfigDict(extra="forbid")


def read(query: dict[str, str], model: type[ModelT]) -> ModelT:
    """The query of a view; InvalidParameter when it does not fit."""
    return fitting(lambda: model.model_validate(query))


def part(asked: Listing, items: list[Any], total: int) -> dict[str, Any]:
    """The answer with a part that begins where it is asked to."""
    end = asked.cursor + len(items)
    return {"items": items, "next": str(end) if end < total else None, "total": total}


async def listed(asked: Listing, page: Callable[[int], Awaitable[Page]]) -> dict[str, Any]:
    """`page` takes the number of a page, from 1."""
    number = asked.cursor // PAGE + 1
    items: list[Any] = []
    total = (number - 1) * PAGE + 1
    while len(items) < asked.limit and (number - 1) * PAGE < total:
        some, total = await page(number)
        items += some
        number += 1
    end = (number - 1) * PAGE
    shown = [each.model_dump(mode="json") for each in items]
    return {"items": shown, "next": str(end) if end < total else None, "total": total}
