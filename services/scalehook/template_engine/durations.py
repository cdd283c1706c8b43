"""Lengths of time as templates write them."""

import re
from typing import Any

# `PT1H30M` and `P1D`, or shorter `90s` and `1H2M`.
DURATION = re.compile(
    r"P?(?:(\d{1,9})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?", re.ASCII | re.IGNORECASE
)
SECONDS = (24 * 3600, 3600, 60, 1)


def seconds_of(duration: Any) -> int | None:
    """How long that is; None where it is no duration."""
    found = DURATION.fullmatch(duration.strip()) if isinstance(duration, str) else None
    if found is None or not any(found.groups()):
        return None
    return sum(int(number or 0) * unit for number, unit in zip(found.groups(), SECONDS, strict=True))
