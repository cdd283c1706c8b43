"""Parameters of which a request has a text to read: JSON, and numbers that are brought into a range."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from scalehook_contracts.base import Part
from scalehook_contracts.message_service.policies import (
    DlqPolicy,
    DmAttributes,
    DysmsAttributes,
    TenantRateLimitPolicy,
)
from scalehook_contracts.plain import parse_json
from scalehook_contracts.shape import Field as ShapeField
from scalehook_contracts.shape import shape
from scalehook_contracts.spelling import is_well_spelt

MOST_CIDRS = 200  # of one call, and of the list


def _nearest(low: int, high: int) -> Callable[[int], int]:
    """A number outside of the range is taken for the nearest in it."""
    return lambda number: min(max(number, low), high)


WHOLE = WithJsonSchema({"type": "integer", "format": "int64"})
PageNumber = Annotated[int, AfterValidator(_nearest(1, 100_000_000)), WHOLE]
PageSize = Annotated[int, AfterValidator(_nearest(10, 50)), WHOLE]


def json_text(given: Any) -> Any:
    """What a JSON text says; anything else is what it is already."""
    return parse_json(given) if isinstance(given, str) else given


def exactly(part: type[Part]) -> Callable[[Any], Any]:
    """Reads such a structure from JSON. A member that it does not have would be lost, and is refused; so
    is a number or a switch that a parameter of its own could not be.
    """
    fields = {field.alias: field for field in shape(part).fields}

    def read(given: Any) -> Any:
        found = json_text(given)
        members = found.items() if isinstance(found, dict) else ()
        if not all(name in fields and _is_well_spelt(fields[name], value) for name, value in members):
            raise ValueError(f"no {part.__name__}")
        return found

    return read


def _is_well_spelt(field: ShapeField, value: Any) -> bool:
    """As a text or as what JSON has for it; what is neither is not asked here."""
    return not isinstance(value, str | bool | int) or is_well_spelt(field, str(value))


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
