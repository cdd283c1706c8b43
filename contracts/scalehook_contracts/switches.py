"""Parameters that switch something on which is not simulated."""

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema


def _check_off(value: bool) -> bool:
    if value:
        raise ValueError("not supported by this simulator")
    return value


Off = Annotated[bool, AfterValidator(_check_off), WithJsonSchema({"type": "boolean", "enum": [False]})]
