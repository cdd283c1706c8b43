"""What was replied, as it stands behind its entry: a name, a space, and JSON. It is bytes, and made a
model again only when a duplicate of the message asks for it.
"""

from typing import Any

import orjson

from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError, ErrorBody
from scalehook_contracts.exact import exact

Said = bytes
REFUSAL = b"refusal"  # the name of what was said where it is no reply


def fields(part: Any) -> dict[str, Any]:
    """For the writer of JSON: a structure inside of a message."""
    found: dict[str, Any] = part.__dict__
    return found


def said_by(reply: Reply) -> Said:
    """What this reply says; where JSON gives it back exactly, by the names in Python. ValueError where
    it could not be read again: pydantic writes more than can be read.
    """
    if exact(type(reply)) is not None:
        return named(reply.wire_name(), orjson.dumps(reply.__dict__, default=fields))
    body = reply.as_json()
    orjson.loads(body)
    return named(reply.wire_name(), body)


def said_by_refusal(error: ApiError) -> Said:
    """What a caller was refused with."""
    return b"%b %b" % (REFUSAL, error.body().model_dump_json().encode())


def named(name: str, body: bytes) -> Said:
    """JSON with its name, in no more memory than it needs."""
    return b"%b %b" % (name.encode(), body)


def parts(said: Said) -> tuple[str, bytes]:
    """The name, and the JSON."""
    name, _, body = said.partition(b" ")
    return name.decode(), body


def read(said: Said, model: type[Reply]) -> Reply | ApiError:
    """The reply, or the refusal."""
    name, _, body = said.partition(b" ")
    if name == REFUSAL:
        return ApiError.from_body(ErrorBody.model_validate_json(body))
    return model.model_validate_json(body)
