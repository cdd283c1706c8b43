"""A whole run in 32 digits: two that have the same did the same."""

from hashlib import blake2b


class Digest:
    """Of all journal entries, in the order in which they were kept."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=16)
        self.entries = 0

    def add(self, service: str, seq: int, raw: bytes) -> None:
        """One more."""
        self.entries += 1
        self._hash.update(b"%s/%d/%d\n" % (service.encode(), seq, len(raw)))
        self._hash.update(raw)

    def __str__(self) -> str:
        return self._hash.hexdigest()
