"""What only the owner of a resource knows of it, and RAM must know: where it belongs, and its tags."""

from scalehook_contracts.base import Fresh, Reply


class Place(Reply):
    """The resources that an operation is about, as RAM names them; none where there is no such thing."""

    resources: list[str]


class TagsFound(Reply):
    """The tags of resources, by the names by which they were asked for; what has none is left out."""

    tags: dict[str, dict[str, str]] = Fresh(dict)
