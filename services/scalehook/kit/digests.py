"""MD5 as the APIs want it: a checksum of short texts, which secures nothing."""

import hashlib
from functools import partial
from importlib import import_module
from typing import Protocol


class Digest(Protocol):
    """What has been hashed."""

    def digest(self) -> bytes:
        """As bytes."""

    def hexdigest(self) -> str:
        """As lower-case hexadecimal text."""


class Hash(Protocol):
    """Hashes bytes."""

    def __call__(self, raw: bytes, /) -> Digest:
        """At once."""


def _own() -> Hash:
    """Python's own, where it is built in: OpenSSL's looks for its provider each time, and takes twice as
    long for a short text.
    """
    try:
        own: Hash = import_module("_md5").md5
    except ImportError:
        return partial(hashlib.md5, usedforsecurity=False)
    return own


md5 = _own()
