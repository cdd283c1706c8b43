"""Signature V1: HMAC-SHA1 over all parameters."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from functools import lru_cache

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
    """What is signed: everything but the signature itself."""
    signed = {name: value for name, value in parameters.items() if name != "Signature"}
    return f"{method}&%2F&{_encoded_again(canonical(signed))}"


def sign(secret: str, text: str) -> str:
    """The signature of that text."""
    digest = hmac.digest(f"{secret}&".encode(), text.encode(), hashlib.sha1)
    return base64.b64encode(digest).decode()


def _pair(name: str, value: str) -> str:
    return f"{encode(name)}={encode(value)}"


_known_pair = lru_cache(maxsize=1024)(_pair)  # most of them are the same in every request


def _encoded_again(text: str) -> str:
    """Of the reserved characters, encoded text has only these three."""
    return text.replace("%", "%25").replace("=", "%3D").replace("&", "%26")
