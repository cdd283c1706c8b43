"""Something that is wrong with a template."""

from typing import NamedTuple

Path = tuple[str | int, ...]


class Problem(NamedTuple):
    """Where, from the root of the document, and what."""

    path: Path
    message: str
