"""Whole numbers that every reader of JSON takes."""

from typing import Annotated

from pydantic import Field, WithJsonSchema

# The journal's reader takes no larger ones; what the documents bound more closely says so in its field.
Int64 = Annotated[
    int,
    Field(ge=-(2**63), le=2**63 - 1),
    WithJsonSchema({"type": "integer", "format": "int64"}),
]
