"""What every service can be told through the environment: prefix `SCALEHOOK_`."""

import json
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, field_validator

from scalehook.kit.clock.durations import Duration
from scalehook.kit.environment import FromEnvironment
from scalehook.kit.traces import wanted

T = TypeVar("T")
LONGEST_SECONDS = 10 * 365 * 86400.0  # as far as a clock may be moved; no time of a setting's is longer
LONGEST_DAYS = 36500.0
LARGEST = 2**63 - 1

# for which something is remembered
Days = Annotated[float, Field(gt=0, le=LONGEST_DAYS)]
Hours = Annotated[float, Field(gt=0, le=24 * LONGEST_DAYS)]


def _parts(text: Any) -> Any:
    """`a,b` or `["a", "b"]`."""
    if not isinstance(text, str):
        return text
    if text.lstrip().startswith("["):
        return json.loads(text)
    return [part.strip() for part in text.split(",") if part.strip()]


def _pairs(text: Any) -> Any:
    """`a=1,b=2` or `{"a": "1", "b": "2"}`."""
    if not isinstance(text, str):
        return text
    if text.lstrip().startswith("{"):
        return json.loads(text)
    pairs = [part.partition("=") for part in _parts(text)]
    if lonely := [name for name, equals, _ in pairs if not equals]:
        raise ValueError(f"{lonely[0]!r} has no value: write NAME=VALUE,NAME=VALUE")
    return {name.strip(): value.strip() for name, _, value in pairs}


# a list, written with commas or as a JSON array; values by names, written likewise
Listing = Annotated[list[T], BeforeValidator(_parts)]
Table = Annotated[dict[str, T], BeforeValidator(_pairs)]


class Settings(FromEnvironment):
    """The account and region that this cloud plays. A service's own settings derive from this.

    Order is promised inside a queue, not between two: what a request names may be known to a service
    only a moment later. `late_events_seconds` is how long such a request waits before it is refused.
    What is over is forgotten `history_days` after its end, as in the cloud, and the oldest of it when
    there is more than `history_most` of one kind. `traces`: whether messages say which span they come
    of; unless told otherwise, where OpenTelemetry's variables name an endpoint for spans.
    """

    account_id: str = Field("1234567890123456", pattern=r"^[0-9]+$")
    region: str = Field("cn-hangzhou", pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    require_pass_role: bool = True  # of RAM users who name a role to OOS
    late_events_seconds: Annotated[Duration, Field(ge=0)] = 1.0
    traces: bool = Field(default_factory=wanted)
    history_days: Days = 30.0
    history_most: Annotated[int, Field(ge=1)] = 100_000

    @field_validator("*")
    @classmethod
    def _within_reach(cls, value: Any) -> Any:
        """What has more could not be reckoned with: every request would fail of it."""
        most = LONGEST_SECONDS if isinstance(value, float) else LARGEST
        if isinstance(value, int | float) and not value <= most:
            raise ValueError(f"Input should be at most {most:.15g}")
        return value
