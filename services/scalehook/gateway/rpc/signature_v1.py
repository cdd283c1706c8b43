"""Signature V1: HMAC-SHA1 over all parameters."""

import base64
import hashlib
import hmac
from collections.abc import Mapping

from scalehook.gateway.percent_encoding import encode


def canonical(parameters: Mapping[str, str]) -> str:
    """All parameters by name, encoded."""
    return "&".join(f"{encode(name)}={encode(parameters[name])}" for name in sorted(parameters))


def string_to_sign(method: str, parameters: Mapping[str, str]) -> str:
    """What is signed: everything but the signature itself."""
    signed = {name: value for name, value in parameters.items() if name != "Signature"}
    return f"{method}&%2F&{encode(canonical(signed))}"


def sign(secret: str, text: str) -> str:
    """The signature of that text."""
    digest = hmac.digest(f"{secret}&".encode(), text.encode(), hashlib.sha1)
    return base64.b64encode(digest).decode()
