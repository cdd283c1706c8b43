"""What can be configured."""

import json
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, NonNegativeInt

from scalehook.kit import Settings as KitSettings
from scalehook.kit.clock.durations import Duration
from scalehook.kit.settings import Hours


def _pairs(given: Any) -> Any:
    """`a=1,b=2`, or a JSON object."""
    if not isinstance(given, str):
        return given
    if given.lstrip().startswith("{"):
        return json.loads(given)
    pairs = [part.partition("=") for part in given.split(",") if part.strip()]
    if not all(name.strip() and value.strip() for name, _, value in pairs):
        raise ValueError("write name=value,name=value or a JSON object")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _everywhere(stock: dict[str, int]) -> dict[str, int]:
    """A type without a zone is meant for all zones."""
    return {name if "@" in name else f"{name}@*": amount for name, amount in stock.items()}


Zones = Annotated[dict[str, str], BeforeValidator(_pairs)]
Stock = Annotated[dict[str, NonNegativeInt], BeforeValidator(_pairs), AfterValidator(_everywhere)]


class Settings(KitSettings):
    """`SCALEHOOK_FLEET_…`. Times are virtual.

    `stock` says how many instances of a type there can be at a time, as `ecs.g7.large=3` or, in one
    zone, `ecs.g7.large@cn-hangzhou-h=3`; `failure_rate` which share of new instances fails;
    `v_switch_zones` which zone a vSwitch is in, as `vsw-1=cn-hangzhou-h`. `client_token_hours` is how
    long a ClientToken is remembered, here as in Auto Scaling. `max_launch_templates` and
    `max_launch_template_versions` limit what there may be, and what each may have.
    """

    start_up_seconds: Duration = Field(2, ge=0, alias="SCALEHOOK_FLEET_START_UP_SECONDS")
    creation_seconds: Duration = Field(0, ge=0, alias="SCALEHOOK_FLEET_CREATION_SECONDS")
    stop_seconds: Duration = Field(2, ge=0, alias="SCALEHOOK_FLEET_STOP_SECONDS")
    v_switch_zones: Zones = Field(default_factory=dict, alias="SCALEHOOK_FLEET_VSWITCH_ZONES")
    stock: Stock = Field(default_factory=dict, alias="SCALEHOOK_FLEET_STOCK")
    failure_rate: float = Field(0, ge=0, le=1, alias="SCALEHOOK_FLEET_FAILURE_RATE")
    client_token_hours: Hours = 24.0
    max_launch_templates: int = Field(30, ge=0, alias="SCALEHOOK_FLEET_MAX_LAUNCH_TEMPLATES")
    max_launch_template_versions: int = Field(
        30, ge=1, alias="SCALEHOOK_FLEET_MAX_LAUNCH_TEMPLATE_VERSIONS"
    )
