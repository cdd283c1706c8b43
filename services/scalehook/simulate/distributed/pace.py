"""How many seeds go into a piece of work, and how many pieces are out."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence

PIECE_SECONDS = 10.0  # of work: much more than to send it, much less than what a lost worker costs
MOST_OUT, MOST_TOGETHER, FIRST_PIECES = 256, 500, 32
SLOWLY = 0.2  # the share of the newest measurement


class Pace:
    """The first pieces are a seed each; then it is known how long one takes."""

    def __init__(self, seeds: Sequence[int]) -> None:
        self._unsent = deque(seeds)
        self._out: set[int] = set()
        self._pieces = 0
        self._seconds: float | None = None  # a seed's

    def next_pieces(self, wanted: Collection[int]) -> Iterator[list[int]]:
        """What is to be sent now, of the seeds that are still wanted."""
        most = MOST_OUT if self._seconds is not None else FIRST_PIECES
        while self._unsent and self._pieces < most:
            piece: list[int] = []
            while self._unsent and len(piece) < self._together():
                seed = self._unsent.popleft()
                if seed in wanted:
                    piece.append(seed)
            if piece:
                self._pieces += 1
                self._out.update(piece)
                yield piece

    def over(self, seeds: Sequence[int], seconds: float = 0.0) -> None:
        """A piece has come back."""
        if not self._out.intersection(seeds):
            return  # of a study before this one
        self._out.difference_update(seeds)
        self._pieces -= 1
        if seconds:
            each = seconds / len(seeds)
            before = each if self._seconds is None else self._seconds
            self._seconds = SLOWLY * each + (1 - SLOWLY) * before

    def _together(self) -> int:
        if self._seconds is None:
            return 1
        return max(1, min(MOST_TOGETHER, int(PIECE_SECONDS / self._seconds)))
