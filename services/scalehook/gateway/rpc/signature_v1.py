"""Signature V1: HMAC-SHA1 over all parameters."""

import base64
from collections.abc import Mapping
from functools import lru_cache

from scalehook.gateway.hmac_sha1 import hmac_sha1
from scalehook.gateway.percent_encoding import encode

SHORT = 80  # of what is kept: however much a client sends, it fills no memory


def canonical(parameters: Mapping[str, str]) -> str:
    """All parameters by name, encoded."""
    return "&".join(
        [
            _known_pair(name, value) if len(name) + len(value) <= SHORT else _pair(name, value)
            for name, value in sorted(parameters.items())
        ]
    )


def string_to_sign(method: str, parameters: Mapping[str, str]) -> str:
    """What is signed: everything but the signature itself, encoded once more."""
    pairs = [
        _known_again(name, value) if len(name) + len(value) <= SHORT else _again(name, value)
        for name, value in sorted(parameters.items())
        if name != "Signature"
    ]
    return f"{method}&%2F&{'%26'.join(pairs)}"


def sign(secret: str, text: str) -> str:
    """The signature of that text."""
    return base64.b64encode(hmac_sha1(f"{secret}&".encode(), text.encode())).decode()


def _pair(name: str, value: str) -> str:
    return f"{encode(name)}={encode(value)}"


def _again(name: str, value: str) -> str:
    """Of the reserved characters, encoded text has only these two."""
    return _pair(name, value).replace("%", "%25").replace("=", "%3D")


# most of them are the same in every request
_known_pair = lru_cache(maxsize=1024)(_pair)
_known_again = lru_cache(maxsize=1024)(_again)
