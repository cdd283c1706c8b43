"""Finds things by what they have in common, without looking at all of them."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Generic, TypeVar

T = TypeVar("T")
Mark = Hashable  # what can be asked for, such as `("zone", "b")`


class Found(Generic[T]):
    """What was found: counted, and read page by page; only what is on a page is looked at."""

    def __init__(self, shelves: Collection[Mapping[str, T]] = ()) -> None:
        self._shelves = shelves

    def __len__(self) -> int:
        return sum(map(len, self._shelves))

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(shelf.values() for shelf in self._shelves)

    def page(self, number: int, size: int) -> list[T]:
        """Page `number`, counted from 1."""
        return list(islice(self, (number - 1) * size, number * size))


class Shelves(Generic[T]):
    """Things by their ids, and a shelf for each mark, in the order in which they came to it.

    Whoever puts a thing there takes it away, too, and says each time which marks it has.
    """

    def __init__(self) -> None:
        self.things: dict[str, T] = {}
        self._shelves: dict[Mark, dict[str, T]] = {}

    def put(self, key: str, thing: T, marks: Iterable[Mark]) -> None:
        """A new thing, or more marks of one."""
        self.things[key], shelves = thing, self._shelves
        for mark in marks:
            shelf = shelves.get(mark)
            if shelf is None:
                shelves[mark] = {key: thing}
            else:
                shelf[key] = thing

    def unmark(self, key: str, marks: Iterable[Mark]) -> None:
        """It has these marks no more."""
        shelves = self._shelves
        for mark in marks:
            shelf = shelves[mark]
            del shelf[key]
            if not shelf:
                del shelves[mark]

    def mark_anew(self, key: str, thing: T, before: Iterable[Mark], now: Iterable[Mark]) -> None:
        """It has other marks than before; of those that it keeps it stays in its place."""
        old, new = set(before), set(now)
        self.unmark(key, old - new)
        self.put(key, thing, new - old)

    def move(self, things: Mapping[str, T], out: Iterable[Mark], into: Iterable[Mark]) -> None:
        """These have other marks than before."""
        for key in things:
            self.unmark(key, out)
        for mark in into:
            self._shelves.setdefault(mark, {}).update(things)

    def drop(self, key: str, marks: Iterable[Mark]) -> None:
        """It is gone."""
        self.unmark(key, marks)
        del self.things[key]

    def has(self, mark: Mark) -> bool:
        """Whether a thing has this mark."""
        return bool(self._shelves.get(mark))

    def find(self, *choices: Collection[Mark], keys: Iterable[str] | None = None) -> Found[T]:
        """Those that have one mark of each choice; only of these keys, if they are given. A thing has
        no two marks of the same choice: it would be found twice.
        """
        rows = [self._row(choice) for choice in choices]
        if keys is not None or not rows:
            rows.append([self.things if keys is None else self._named(keys)])
        if len(rows) == 1:
            return Found(rows[0])
        first, *others = sorted(rows, key=lambda row: sum(map(len, row)))
        return Found([_in_all(shelf, others) for shelf in first])

    def _row(self, choice: Iterable[Mark]) -> list[Mapping[str, T]]:
        return [shelf for mark in choice if (shelf := self._shelves.get(mark)) is not None]

    def _named(self, keys: Iterable[str]) -> dict[str, T]:
        return {key: self.things[key] for key in keys if key in self.things}


def _in_all(shelf: Mapping[str, T], rows: Iterable[list[Mapping[str, T]]]) -> Mapping[str, T]:
    """What is on the shelf, and in every row."""
    for row in rows:
        if len(row) == 1:
            [only] = row
            shelf = {key: thing for key, thing in shelf.items() if key in only}
        else:
            shelf = {key: thing for key, thing in shelf.items() if any(key in each for each in row)}
    return shelf
