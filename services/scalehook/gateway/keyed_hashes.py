"""HMAC for a key that signs again and again: the key is hashed once (RFC 2104)."""

import hashlib
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

BLOCK = 64  # of both hashes
INNER, OUTER = bytes(b ^ 0x36 for b in range(256)), bytes(b ^ 0x5C for b in range(256))

Hash = Callable[[bytes], Any]

# neither secures anything by itself: the signatures are documented so
SHA1: Hash = partial(hashlib.sha1, usedforsecurity=False)
SHA256: Hash = partial(hashlib.sha256, usedforsecurity=False)


def hmac_sha1(key: bytes, text: bytes) -> bytes:
    """The same as `hmac.digest`, for half of its instructions."""
    return _hmac(key, text, SHA1)


def hmac_sha256(key: bytes, text: bytes) -> bytes:
    """The same with the newer hash."""
    return _hmac(key, text, SHA256)


def _hmac(key: bytes, text: bytes, kind: Hash) -> bytes:
    inner, outer = _begun(key, kind)
    inner, outer = inner.copy(), outer.copy()
    inner.update(text)
    outer.update(inner.digest())
    return bytes(outer.digest())


@lru_cache(maxsize=1000)
def _begun(key: bytes, kind: Hash) -> tuple[Any, Any]:
    if len(key) > BLOCK:
        key = kind(key).digest()
    key = key.ljust(BLOCK, b"\0")
    return kind(key.translate(INNER)), kind(key.translate(OUTER))
