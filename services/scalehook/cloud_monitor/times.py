"""Points in time as CloudMonitor's callers write them."""

import re
from datetime import UTC, datetime

MILLISECONDS = re.compile(r"\d{1,15}", re.ASCII)
COMPACT = re.compile(r"\d{8}T\d{6}\.\d{3}(?:Z|[+-]\d{4})", re.ASCII)
USUAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def seconds_of(text: str) -> float:
    """The Unix seconds of `1508136760000`, `20171012T132456.888+0800` or `2017-10-12T05:24:56Z`;
    ValueError for anything else.
    """
    if MILLISECONDS.fullmatch(text):
        return int(text) / 1000
    if COMPACT.fullmatch(text):
        return datetime.strptime(text, "%Y%m%dT%H%M%S.%f%z").timestamp()
    if USUAL.fullmatch(text):
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()
    raise ValueError(f"{text!r} is no time")
