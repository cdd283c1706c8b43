"""Labels of queues and topics."""

from collections.abc import Sequence

from scalehook_contracts.errors.mns import ArgumentNotValid
from scalehook_contracts.message_service.control_plane.base import TagView
from scalehook_contracts.message_service.policies import Tag


def in_order(tags: Sequence[Tag]) -> list[Tag]:
    """By their keys, of which each is there once."""
    if len({tag.key for tag in tags}) < len(tags):
        raise ArgumentNotValid(name="Tag")
    return sorted(tags, key=lambda tag: tag.key)


def bears(owned: Sequence[Tag], wanted: Sequence[Tag]) -> bool:
    """Whether all of these labels are there; one without a value stands for any value."""
    values = {tag.key: tag.value for tag in owned}
    return all(tag.key in values and tag.value in ("", values[tag.key]) for tag in wanted)


def shown(tags: Sequence[Tag]) -> list[TagView]:
    """As answers have them."""
    return [TagView(tag_key=tag.key, tag_value=tag.value) for tag in tags]
