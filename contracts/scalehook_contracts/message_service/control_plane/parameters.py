"""Parameters of which a request has a text to read: JSON, and numbers that are brought into a range."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from scalehook_contracts.given_json import exactly, json_text
from scalehook_contracts.message_service.policies import (
    DlqPolicy,
    DmAttributes,
    DysmsAttributes,
    TenantRateLimitPolicy,
)

MOST_CIDRS = 200  # of one call, and of the list


def _nearest(low: int, high: int) -> Callable[[int], int]:
    """A number outside of the range is taken for the nearest in it."""
    return lambda number: min(max(number, low), high)


WHOLE = WithJsonSchema({"type": "integer", "format": "int64"})
PageNumber = Annotated[int, AfterValidator(_nearest(1, 100_000_000)), WHOLE]
PageSize = Annotated[int, AfterValidator(_nearest(10, 50)), WHOLE]


def texts(given: Any) -> Any:
    """A list as JSON, or with commas."""
    if not isinstance(given, str) or given.lstrip().startswith("["):
        return json_text(given)
    return [part.strip() for part in given.split(",") if part.strip()]


# Each is a JSON text, or spelt in parts: `DlqPolicy.Enabled`
GivenDlqPolicy = Annotated[DlqPolicy | None, BeforeValidator(exactly(DlqPolicy))]
GivenRateLimit = Annotated[TenantRateLimitPolicy | None, BeforeValidator(exactly(TenantRateLimitPolicy))]
GivenDmAttributes = Annotated[DmAttributes | None, BeforeValidator(exactly(DmAttributes))]
GivenDysmsAttributes = Annotated[DysmsAttributes | None, BeforeValidator(exactly(DysmsAttributes))]
Cidrs = Annotated[list[str], BeforeValidator(texts), Field(min_length=1, max_length=MOST_CIDRS)]
