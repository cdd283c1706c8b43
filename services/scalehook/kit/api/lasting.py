"""JSON of what is described again and again: written once for each object, and kept as long as that."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from weakref import ref

from pydantic import BaseModel

from scalehook_contracts.shape import Field

Write = Callable[[Any], bytes]


class Kept:
    """What `write` has made of each object that is still there; of what may change nothing is kept."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._written: dict[int, tuple[bytes, ref[BaseModel]]] = {}  # by ids, which return with others

    def __len__(self) -> int:
        return len(self._written)

    def of(self, items: Iterable[BaseModel]) -> list[bytes]:
        """Of each of these."""
        known = self._written.get
        return [
            found[0] if (found := known(id(item))) is not None else self._of_new(item) for item in items
        ]

    def _of_new(self, item: BaseModel) -> bytes:
        written = self._write(item)
        self._written[id(item)] = written, ref(item, partial(self._forget, id(item)))
        return written

    def _forget(self, key: int, _: "ref[BaseModel]") -> None:
        del self._written[key]


class PageWriter:
    """Writes a page that ends with what lasts: the rest by `write_rest`, an item by `write`."""

    def __init__(self, items: Field, wrapped: bool, write_rest: Write, write: Write) -> None:
        self._name = items.name
        self._write_rest, self._kept = write_rest, Kept(write)
        opened, closed = f'"{items.alias}":', "}"
        if wrapped and not items.is_bare:
            opened, closed = f'{opened}{{"{items.item}":', "}}"
        self._opened, self._closed = f"{opened}[".encode(), f"]{closed}".encode()

    def __call__(self, page: BaseModel) -> bytes:
        """The page as JSON."""
        rest, items = self._write_rest(page), b",".join(self._kept.of(getattr(page, self._name)))
        comma = b"" if rest == b"{}" else b","
        return b"%s%s%s%s%s" % (rest[:-1], comma, self._opened, items, self._closed)
