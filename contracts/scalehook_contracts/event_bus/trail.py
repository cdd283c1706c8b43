"""ActionTrail's events: calls of the cloud's APIs that change something."""

from scalehook_contracts.base import Command, Event, Fresh, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import PlainObject


class ApiCallNoted(Reply):
    """Whether a rule may let such an event pass: else nobody need be told of the next call."""

    listens: bool


class NoteApiCall(Command[ApiCallNoted]):
    """Somebody has called an API: an event of the default bus, if one of its rules lets it pass.
    `source` is the product's code in permissions; `name` and `version` are its own. A template's call
    has `hops`: how many events one after the other have led to it.
    """

    repeatable = False

    request_id: str
    source: str
    name: str
    version: str = ""  # empty: not known
    in_regions: bool = True
    action: str
    principal: str
    access_key_id: str
    address: str
    parameters: PlainObject = Fresh(dict)
    answer: PlainObject = Fresh(dict)
    error_code: str = ""
    error_message: str = ""
    hops: Int64 = 0


class ApiCallsMinded(Event):
    """Whether somebody may wait for events of API calls from now on."""

    minded: bool
