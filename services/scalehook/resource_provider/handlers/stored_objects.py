"""Objects of OSS."""

import base64
from itertools import islice

from scalehook.kit import Work
from scalehook.resource_provider.finding import keep, resource_of
from scalehook.resource_provider.making import fresh, record
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import Resource, State
from scalehook_contracts.base import Done
from scalehook_contracts.errors.resources import NoSuchKey
from scalehook_contracts.resource_provider.declared.objects import BUCKET, OBJECT
from scalehook_contracts.resource_provider.resources import ResourceChanged, ResourceRemoved
from scalehook_contracts.resource_provider.stored_objects import (
    DeleteObject,
    GetObject,
    ListObjects,
    ObjectFound,
    ObjectList,
    ObjectSummary,
    PutObject,
)

BASE64 = "base64"


def put_object(command: PutObject, work: Work[State, Settings]) -> Done:
    """It is there from now on, with this body."""
    said = {"Body": command.body, "ContentEncoding": command.content_encoding}
    if _bytes(command.body, command.content_encoding) is None:
        raise command.invalid(name="Body")
    bucket = resource_of(BUCKET, command.bucket_name, work)
    new = fresh(OBJECT, work, command.path, said)
    keep([bucket], work)
    if work.state.find(OBJECT.name, command.path) is None:
        record(new, work)
    else:
        named = {"kind": OBJECT.name, "resource_id": command.path}
        work.record(ResourceChanged(**named, attributes=new.values))
    return Done()


def get_object(command: GetObject, work: Work[State, Settings]) -> ObjectFound:
    """As it was put the last time."""
    resource_of(BUCKET, command.bucket_name, work)
    found = work.state.find(OBJECT.name, command.path)
    if found is None:
        raise NoSuchKey()
    return ObjectFound(
        body=found.get("Body"),
        content_encoding=found.get("ContentEncoding"),
        content_length=_size(found),
        last_modified=found.get("LastModified"),
    )


def delete_object(command: DeleteObject, work: Work[State, Settings]) -> Done:
    """It is gone, whether it was there or not."""
    resource_of(BUCKET, command.bucket_name, work)
    if work.state.find(OBJECT.name, command.path) is not None:
        work.record(ResourceRemoved(kind=OBJECT.name, resource_id=command.path))
    return Done()


def list_objects(command: ListObjects, work: Work[State, Settings]) -> ObjectList:
    """By their names."""
    resource_of(BUCKET, command.bucket_name, work)
    start, after = (f"{command.bucket_name}/{text}" for text in (command.prefix, command.marker))
    found = work.state.beginning(OBJECT.name, start, after)
    contents = [_summary(each) for each in islice(found, command.max_keys)]
    is_truncated = next(found, None) is not None
    marker = contents[-1].key if is_truncated else ""
    return ObjectList(contents=contents, is_truncated=is_truncated, next_marker=marker)


def _summary(found: Resource) -> ObjectSummary:
    _, _, key = found.resource_id.partition("/")
    return ObjectSummary(key=key, size=_size(found), last_modified=found.get("LastModified"))


def _size(found: Resource) -> int:
    """In bytes. One that was made by hand may be no Base64, whatever is said of it."""
    body = found.get("Body")
    decoded = _bytes(body, found.get("ContentEncoding"))
    return len(body.encode() if decoded is None else decoded)


def _bytes(body: str, encoding: str) -> bytes | None:
    """What the text stands for; None where it is no Base64 and should be."""
    if encoding.lower() != BASE64:
        return body.encode()
    try:
        return base64.b64decode(body, validate=True)
    except ValueError:
        return None
