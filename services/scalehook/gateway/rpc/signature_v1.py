"""Signature V1: HMAC-SHA1 over all parameters."""

import base64
from collections.abc import Mapping

from scalehook.gateway.keyed_hashes import hmac_sha1
from scalehook.gateway.percent_encoding import encode
from scalehook.gateway.remembered import Remembered


def canonical(parameters: Mapping[str, str]) -> str:
    """All parameters by name, encoded."""
    return "&".join([_ENCODED[name, parameters[name]] for name in sorted(parameters)])


def string_to_sign(method: str, parameters: Mapping[str, str]) -> str:
    """What is signed: everything but the signature itself, encoded once more."""
    names = sorted(parameters)
    pairs = [_ENCODED_AGAIN[name, parameters[name]] for name in names if name != "Signature"]
    return f"{method}&%2F&{'%26'.join(pairs)}"


def sign(secret: str, text: str) -> str:
    """The signature of that text."""
    return base64.b64encode(hmac_sha1(f"{secret}&".encode(), text.encode())).decode()


def _pair(pair: tuple[str, str]) -> str:
    return f"{encode(pair[0])}={encode(pair[1])}"


def _again(pair: tuple[str, str]) -> str:
    """Of the reserved characters, an encoded pair has only these two."""
    return _pair(pair).replace("%", "%25").replace("=", "%3D")


def _comes_once(pair: tuple[str, str]) -> bool:
    return pair[0] == "SignatureNonce"


_ENCODED = Remembered(_pair, _comes_once)
_ENCODED_AGAIN = Remembered(_again, _comes_once)
