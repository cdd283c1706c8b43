"""Events in their CloudEvents form, with what the platform adds."""

from datetime import datetime, timedelta, timezone
from typing import Any

from scalehook.event_bus.settings import Settings
from scalehook_contracts.errors.eventbridge import InvalidArgument

CHINA = timezone(timedelta(hours=8))
JSON = "application/json;charset=utf-8"


def envelope(
    said: dict[str, Any], data: Any, bus_name: str, now: datetime, settings: Settings
) -> dict[str, Any]:
    """`said` are the attributes that the publisher gives: `id`, `source` and `type` at least."""
    usual = {
        "specversion": "1.0",
        "subject": "",
        "datacontenttype": JSON,
        "dataschema": "",
        "time": time_of(now),
    }
    return {
        **usual,
        **said,
        "aliyunaccountid": settings.account_id,
        "aliyunoriginalaccountid": settings.account_id,
        "aliyunpublishtime": _publish_time(now),
        "aliyuneventbusname": bus_name,
        "aliyunregionid": settings.region,
        "aliyunpublishaddr": "127.0.0.1",
        "data": data,
    }


def time_of(at: datetime) -> str:
    """`2020-11-19T21:04:41+08:00`."""
    return at.astimezone(CHINA).isoformat(timespec="seconds")


def checked_time(text: str, name: str) -> str:
    """As it was written, when it is a time; or InvalidArgument. Its letters may be small (RFC 3339)."""
    try:
        datetime.fromisoformat(text.upper())
    except ValueError as problem:
        raise InvalidArgument(name=name) from problem
    return text


def _publish_time(at: datetime) -> str:
    """`2020-11-19T21:04:42.179PRC`."""
    return at.astimezone(CHINA).isoformat(timespec="milliseconds").removesuffix("+08:00") + "PRC"
