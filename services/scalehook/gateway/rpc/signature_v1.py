"""Signature V1: HMAC-SHA1 over all parameters."""

import base64
from collections.abc import Callable, Mapping

from scalehook.gateway.keyed_hashes import hmac_sha1
from scalehook.gateway.percent_encoding import UNRESERVED, encode

MOST, LONGEST = 1024, 80  # of what is kept: however much a client sends, it fills no memory

Pair = tuple[str, str]


class Encoded(dict[Pair, str]):
    """Names with their values, encoded. Most are the same in every request. It is emptied when it is
    full: to know the oldest would be twice as dear.
    """

    def __init__(self, encoding: Callable[[Pair], str]) -> None:
        self._encoding = encoding

    def __missing__(self, pair: Pair) -> str:
        text = self._encoding(pair)
        if len(text) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[pair] = text
        return text


def canonical(parameters: Mapping[str, str]) -> str:
    """All parameters by name, encoded."""
    return "&".join([ONCE[name, parameters[name]] for name in sorted(parameters)])


def string_to_sign(method: str, parameters: Mapping[str, str]) -> str:
    """What is signed: everything but the signature itself, encoded once more."""
    names = sorted(parameters)
    pairs = [TWICE[name, parameters[name]] for name in names if name != "Signature"]
    return f"{method}&%2F&{'%26'.join(pairs)}"


def sign(secret: str, text: str) -> str:
    """The signature of that text."""
    return base64.b64encode(hmac_sha1(f"{secret}&".encode(), text.encode())).decode()


def _encoded(pair: Pair) -> str:
    return f"{encode(pair[0])}={encode(pair[1])}"


def _encoded_again(pair: Pair) -> str:
    """Of the reserved characters, an encoded pair has only these two. What is new in each request is
    mostly plain: one look tells it of name and value.
    """
    text = "=".join(pair)
    if text.encode().translate(None, UNRESERVED) == b"=":
        return text.replace("=", "%3D")
    return _encoded(pair).replace("%", "%25").replace("=", "%3D")


ONCE, TWICE = Encoded(_encoded), Encoded(_encoded_again)
