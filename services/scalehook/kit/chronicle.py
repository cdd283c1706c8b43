"""What began one after the other, found by what it has in common, without a look at the rest."""

from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

from sortedcontainers import SortedDict

T = TypeVar("T")
Mark = Hashable  # what can be asked for, such as `("Status", "Running")`
EVERYTHING: Mark = "everything"


class Found(Generic[T]):
    """What has all the marks that were asked for: the oldest first, or `reversed` the newest. It is
    looked for as it is read, so that a page of it costs the page.
    """

    def __init__(self, pages: Iterable[dict[int, T]], without: Collection[int]) -> None:
        self._fewest, *self._others = sorted(pages, key=len)
        self._without = without

    def __len__(self) -> int:
        if self._others:
            return sum(1 for _ in self)
        return len(self._fewest) - sum(number in self._fewest for number in self._without)

    def __iter__(self) -> Iterator[T]:
        return self._of(iter(self._fewest))

    def __reversed__(self) -> Iterator[T]:
        return self._of(reversed(self._fewest))

    def _of(self, numbers: Iterator[int]) -> Iterator[T]:
        others, fewest, without = self._others, self._fewest, self._without
        shown = (number for number in numbers if number not in without)
        return (fewest[n] for n in shown if all(n in other for other in others))


class Chronicle(Generic[T]):
    """Things by their keys and by any marks, in the order of their beginning.

    Marks may come and go; whoever gives them takes them away, too.
    """

    def __init__(self) -> None:
        self._count = 0
        self._numbers: dict[Hashable, int] = {}
        self._marked: dict[Mark, dict[int, T]] = {EVERYTHING: {}}

    def __getitem__(self, key: Hashable) -> T:
        return self._marked[EVERYTHING][self._numbers[key]]

    def begin(self, key: Hashable, thing: T, marks: Iterable[Mark]) -> None:
        """One more; it comes last under all its marks."""
        self._count += 1
        self._numbers[key] = number = self._count
        for mark in (EVERYTHING, *marks):
            if mark in self._marked:
                self._marked[mark][number] = thing
            else:
                self._marked[mark] = {number: thing}

    def move(self, key: Hashable, old: Mark, new: Mark) -> None:
        """It has another mark instead, and the place there that it has by its beginning."""
        self.unmark(key, [old])
        self.mark(key, [new])

    def mark(self, key: Hashable, marks: Iterable[Mark]) -> None:
        """It has these marks, too, and the place there that it has by its beginning."""
        thing, number = self[key], self._numbers[key]
        for mark in marks:
            there = self._marked.get(mark, {})
            if not isinstance(there, SortedDict):
                there = self._marked[mark] = SortedDict(there)
            there[number] = thing

    def mark_anew(self, key: Hashable, before: Iterable[Mark], now: Iterable[Mark]) -> None:
        """It has other marks than before."""
        old, new = set(before), set(now)
        self.unmark(key, old - new)
        self.mark(key, new - old)

    def unmark(self, key: Hashable, marks: Iterable[Mark]) -> None:
        """It has these marks no more."""
        number = self._numbers[key]
        for mark in marks:
            marked = self._marked[mark]
            del marked[number]
            if not marked:
                del self._marked[mark]

    def forget(self, key: Hashable, marks: Iterable[Mark]) -> None:
        """It is gone, with the marks that it had."""
        self.unmark(key, marks)
        del self._marked[EVERYTHING][self._numbers.pop(key)]

    def has(self, key: Hashable, marks: Iterable[Mark]) -> bool:
        """Whether it is there, with all these marks."""
        number = self._numbers.get(key)
        return number is not None and all(number in self._marked.get(mark, ()) for mark in marks)

    def find(
        self,
        marks: Iterable[Mark] = (),
        *,
        only: Iterable[Hashable] | None = None,
        without: Iterable[Hashable] = (),
    ) -> Found[T]:
        """Those that have all these marks; only of those with these keys, and without those."""
        pages = [self._marked.get(mark, {}) for mark in marks]
        if only is not None:
            numbers = sorted(self._numbers[key] for key in only if key in self._numbers)
            pages.append({number: self._marked[EVERYTHING][number] for number in numbers})
        gone = {self._numbers[key] for key in without if key in self._numbers}
        return Found(pages or [self._marked[EVERYTHING]], gone)
