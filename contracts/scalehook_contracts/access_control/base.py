"""What RAM's operations share."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Generic, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from scalehook_contracts.base import Operation, ReplyT_co
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ram_parameters import (
    BeyondTheLength,
    IncorrectParameter,
    InvalidChars,
    WronglyFormed,
)
from scalehook_contracts.products import RAM, Product

DOCUMENT_BYTES = 6144
TOO_LONG = "string_too_long"
# what pydantic calls a wrong value, and what RAM does
KINDS: dict[str, type[ApiError]] = {
    TOO_LONG: BeyondTheLength,
    "string_too_short": BeyondTheLength,
    "string_pattern_mismatch": InvalidChars,
}
FORMED = frozenset({"VersionId"})  # whose pattern is a form, not a set of characters


def _within_bytes(text: str) -> str:
    """Characters are counted by the schema; documents are limited in bytes."""
    if len(text.encode()) > DOCUMENT_BYTES:
        raise PydanticCustomError(TOO_LONG, "has more than 6144 bytes")
    return text


RoleName = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]+$", min_length=1, max_length=64)]
UserName = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$", min_length=1, max_length=64)]
PolicyName = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$", min_length=1, max_length=128)]
GroupName = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$", min_length=1, max_length=64)]
VersionId = Annotated[str, Field(pattern=r"^v[1-9][0-9]{0,8}$")]
PolicyType = Literal["System", "Custom"]
Document = Annotated[str, Field(max_length=DOCUMENT_BYTES), AfterValidator(_within_bytes)]
Description = Annotated[str, Field(max_length=1024)]
Comments = Annotated[str, Field(max_length=128)]
SessionSeconds = Annotated[int, Field(ge=3600, le=43200)]


def policy_named(policy_type: PolicyType, name: str) -> str:
    """What RAM checks: a policy of the account, or of nobody's."""
    return f"policy/{name}" if policy_type == "Custom" else f"acs:ram::system:policy/{name}"


class RamOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of RAM, 2015-05-01; global, so without a region."""

    product: ClassVar[Product] = RAM
    said_as: ClassVar[Mapping[str, str]] = {"Tags": "Tag"}

    @classmethod
    def wrong(cls, name: str, kind: str) -> ApiError:
        """`InvalidParameter.RoleName.InvalidChars`: the code says which, and what is wrong with it."""
        found = WronglyFormed if name in FORMED else KINDS.get(kind, IncorrectParameter)
        return found(name=name)
