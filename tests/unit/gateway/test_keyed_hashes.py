"""Signing with a key that is hashed once."""

import hashlib
import hmac

from hypothesis import example, given
from hypothesis import strategies as st

from scalehook.gateway.keyed_hashes import hmac_sha1, hmac_sha256


@given(st.binary(max_size=200), st.binary(max_size=200))
@example(b"", b"")
@example(b"k" * 64, b"text")
@example(b"k" * 65, b"text")
def test_it_is_the_library_s(key: bytes, text: bytes) -> None:
    """For keys of any length, the first time and again."""
    for _ in range(2):
        assert hmac_sha1(key, text) == hmac.digest(key, text, hashlib.sha1)
        assert hmac_sha256(key, text) == hmac.digest(key, text, hashlib.sha256)
