"""Pages of RAM's lists."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from scalehook.access_control.state import State
from scalehook.kit.api.paging import next_page
from scalehook_contracts.access_control.tags import Tag, TagView
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.ram_parameters import IncorrectParameter

T = TypeVar("T")


def page_of(items: Iterable[T], marker: str, size: int) -> tuple[Sequence[T], dict[str, Any]]:
    """The items from the marker on, and what the reply says of those that follow."""
    try:
        page, following = next_page(items, marker, size)
    except InvalidParameter as problem:
        raise IncorrectParameter(name="Marker") from problem
    return page, {"is_truncated": bool(following), "marker": following or None}


def has_all(resource: str, wanted: Sequence[Tag], state: State) -> bool:
    """Whether `role/<name>` or `policy/<name>` has these tags; one without a value has any."""
    tags = state.tags.get(resource.lower(), {})
    return all(tag.key in tags and tag.value in ("", tags[tag.key]) for tag in wanted)


def tags_of(resource: str, state: State) -> list[TagView]:
    """As they are described."""
    tags = state.tags.get(resource.lower(), {})
    return [TagView(tag_key=key, tag_value=value) for key, value in tags.items()]
