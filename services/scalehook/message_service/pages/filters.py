"""Those of the listed queues or topics that are of a type, and bear tags."""

from collections.abc import Callable, Sequence

from scalehook.message_service import tags
from scalehook.message_service.pages.by_number import Found, Section
from scalehook_contracts.message_service.policies import Order, Tag


def chosen(
    names: Section,
    order: Order | None,
    wanted: Sequence[Tag],
    described: Callable[[str], tuple[Order, Sequence[Tag]]],
) -> Found[str]:
    """The names of those that fit. Only when a type or tags are given is each one looked at."""
    if order is None and not wanted:
        return names

    def fits(name: str) -> bool:
        known, owned = described(name)
        return order in (None, known) and tags.bears(owned, wanted)

    return [name for name in names if fits(name)]
