"""What all faults can be told."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from scalehook.kit.clock.durations import Duration

Owner = Literal["gateway", "notification_dispatcher", "script_runner", "deed"]
Name = Annotated[str, Field(max_length=256)]
Seconds = Annotated[Duration, Field(ge=0, le=315_360_000, allow_inf_nan=False)]  # virtual: ten years
RealSeconds = Annotated[Duration, Field(ge=0, le=600, allow_inf_nan=False)]


class Kind(BaseModel):
    """A fault as it is asked for. `owner` is who lets it happen; a `deed` is done at once."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    owner: ClassVar[Owner]


class Turned(Kind):
    """A fault that lies in wait. Of what fits it the first `skip` go by, then every `every`-th is
    struck, `times` in all; without `times`, as long as the fault is there.
    """

    times: Annotated[int, Field(ge=1, le=1_000_000, strict=True)] | None = None
    skip: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] = 0
    every: Annotated[int, Field(ge=1, le=1_000_000, strict=True)] = 1
