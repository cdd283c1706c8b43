"""Objects of OSS: put, got, listed and deleted, by their bucket and name."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import Done, Listed, Operation, Part, Reply, ReplyT_co
from scalehook_contracts.numbers import Int64
from scalehook_contracts.products import OSS, Product

MOST_CHARACTERS = 512 * 1024
BUCKET_NAME = r"^[^/]{1,63}$"  # what follows the first slash is the name of the object


class ObjectOperation(Operation[ReplyT_co]):
    """An operation on one object."""

    product: ClassVar[Product] = OSS

    bucket_name: str = Field(pattern=BUCKET_NAME)
    object_name: str = Field(min_length=1, max_length=1023)

    @property
    def path(self) -> str:
        """The id of the object, and its name in policies."""
        return f"{self.bucket_name}/{self.object_name}"

    def resources(self) -> list[str]:
        """The object."""
        return [self.path]


class PutObject(ObjectOperation[Done]):
    """Keeps a text under a name; what was there before is replaced. `content_encoding` is `Base64` where
    the body is no text.
    """

    body: str = Field("", max_length=MOST_CHARACTERS)
    content_encoding: str = Field("", max_length=64)


class ObjectFound(Reply):
    """The object, with its body as it was put."""

    body: str
    content_encoding: str
    content_length: Int64
    last_modified: str


class GetObject(ObjectOperation[ObjectFound]):
    """Answers with an object."""


class DeleteObject(ObjectOperation[Done]):
    """Removes an object; that of a name where there is none succeeds, too."""


class ObjectSummary(Part):
    """An object in a list."""

    key: str
    size: Int64
    last_modified: str


class ObjectList(Reply):
    """Objects in the order of their names. With `is_truncated` more follow the `next_marker`."""

    contents: list[ObjectSummary] = Listed("Contents")
    is_truncated: bool = False
    next_marker: str = ""


class ListObjects(Operation[ObjectList]):
    """Lists the objects of a bucket: those whose names begin with `prefix` and come after `marker`."""

    product: ClassVar[Product] = OSS

    bucket_name: str = Field(pattern=BUCKET_NAME)
    prefix: str = ""
    marker: str = ""
    max_keys: int = Field(100, ge=1, le=1000)

    def resources(self) -> list[str]:
        """The bucket."""
        return [self.bucket_name]
