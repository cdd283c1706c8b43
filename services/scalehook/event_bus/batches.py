"""An event of a batch, as CloudEvents 1.0 has it in JSON: attributes beside `data`, or `data_base64`."""

import binascii
import re
from datetime import datetime
from typing import Any

from pydantic import ConfigDict

from scalehook.event_bus.envelopes import JSON, checked_time, envelope, time_of
from scalehook.event_bus.reading import part_of
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import Bus
from scalehook_contracts.base import Part
from scalehook_contracts.errors.eventbridge import InvalidArgument
from scalehook_contracts.event_bus.events import EventId, EventSource, EventSubject, EventType
from scalehook_contracts.plain import NotPlain, Plain, parse_json

IS_JSON = re.compile(r"(?:application|text)/(?:[\w.-]+\+)?json\b", re.IGNORECASE)
EXTENSION = re.compile(r"[a-z0-9]{1,64}")


class CloudEvent(Part):
    """The attributes that the specification names, and the bus; all others are extensions."""

    model_config = ConfigDict(extra="allow", strict=True, alias_generator=None)

    id: EventId
    source: EventSource
    type: EventType
    specversion: str
    datacontenttype: str = ""
    dataschema: str = ""
    subject: EventSubject = ""
    time: str = ""
    aliyuneventbusname: str = ""
    data: Plain = None
    data_base64: str | None = None


def cloud_event(item: Any, bus: Bus, now: datetime, settings: Settings) -> dict[str, Any]:
    """The event for that bus; or InvalidArgument."""
    given = part_of(item, CloudEvent, "Events")
    if given.specversion != "1.0":
        raise InvalidArgument(name="specversion")
    data = given.data if given.data_base64 is None else _decoded(given)
    said = {
        **_extensions(given),
        "id": given.id,
        "source": given.source,
        "type": given.type,
        "subject": given.subject,
        "dataschema": given.dataschema,
        "datacontenttype": given.datacontenttype or JSON,
        "time": checked_time(given.time, "time") if given.time else time_of(now),
    }
    return envelope(said, data, bus.name, now, settings)


def _extensions(given: CloudEvent) -> dict[str, Any]:
    """Plain values under names of lower case letters and digits."""
    extra = dict(given.model_extra or {})
    if extra.get("extensions") == {}:  # what the official client makes of none
        del extra["extensions"]
    for name, value in extra.items():
        if not EXTENSION.fullmatch(name) or isinstance(value, dict | list):
            raise InvalidArgument(name=name[:64])
    return extra


def _decoded(given: CloudEvent) -> Any:
    """JSON as what it is, where the event says that it is JSON; else as text."""
    assert given.data_base64 is not None
    if given.data is not None:
        raise InvalidArgument(name="data_base64")
    try:
        text = binascii.a2b_base64(given.data_base64, strict_mode=True).decode()
    except ValueError as problem:  # no Base64, or no UTF-8
        raise InvalidArgument(name="data_base64") from problem
    if given.datacontenttype and not IS_JSON.match(given.datacontenttype):
        return text
    try:
        return parse_json(text)
    except NotPlain:
        return text
