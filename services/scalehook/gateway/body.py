"""The body of a request on its way in."""

from scalehook_contracts.errors.gateway import RequestTooLarge

DRAINED_BYTES = 64 * 2**20  # of a request that is too large: its client gets to read the answer


class Body:
    """Kept up to a limit; what comes beyond it is only counted. `declared` is what the client says of
    its length: nobody has to read what is too long anyway.
    """

    __slots__ = ("_kept", "_limit", "_size", "is_too_large")

    def __init__(self, limit: int, declared: str = "") -> None:
        self._kept: list[bytes] = []
        self._limit = limit
        self._size = 0
        self.is_too_large = declared.isdecimal() and int(declared) > limit  # or will be

    def add(self, part: bytes) -> None:
        """The next part has come."""
        self._size += len(part)
        if self._size <= self._limit:
            self._kept.append(part)
        else:
            self.is_too_large = True

    @property
    def is_endless(self) -> bool:
        """Whether there is no point in waiting for its end."""
        return self._size > DRAINED_BYTES

    def whole(self) -> bytes:
        """All of it; RequestTooLarge when that is more than the limit."""
        if self.is_too_large:
            raise RequestTooLarge(limit=self._limit)
        return b"".join(self._kept)
