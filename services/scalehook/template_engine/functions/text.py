"""Functions on texts."""

import base64
import binascii


class FunctionFailed(ValueError):
    """The arguments do not fit."""


def base64_encode(text: str) -> str:
    """The text's UTF-8 in Base64."""
    return base64.b64encode(text.encode()).decode()


def base64_decode(text: str) -> str:
    """The text behind it; bytes that are no UTF-8 are replaced."""
    try:
        return base64.b64decode(text, validate=True).decode(errors="replace")
    except binascii.Error as problem:
        raise FunctionFailed("not Base64") from problem
