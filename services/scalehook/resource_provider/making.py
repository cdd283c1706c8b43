"""New resources: what they get that nobody says."""

from typing import Any

from scalehook.kit import Work
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import Resource, State
from scalehook_contracts.resource_provider.declaration import Kind
from scalehook_contracts.resource_provider.resources import ResourceCreated

ZONE_LETTER = "h"


def fresh(
    kind: Kind, work: Work[State, Settings], resource_id: str = "", values: dict[str, Any] | None = None
) -> Resource:
    """A resource that is not recorded yet."""
    resource_id = resource_id or work.new_id(kind.prefix, 14)
    given = values or {}
    names = _names(resource_id, work)
    filled = {
        attribute.name: _filled(attribute.default, names)
        for attribute in kind.attributes
        if isinstance(attribute.default, str) and "{" in attribute.default
    }
    return Resource(kind.name, resource_id, filled | given)


def record(resource: Resource, work: Work[State, Settings]) -> None:
    """It is there from now on."""
    work.record(
        ResourceCreated(
            kind=resource.kind_name, resource_id=resource.resource_id, attributes=resource.values
        )
    )


def _filled(text: str, names: dict[str, str]) -> str:
    return text.format_map(names)


def _names(resource_id: str, work: Work[State, Settings]) -> dict[str, str]:
    region = work.settings.region
    low, high = work.random.randrange(256), work.random.randrange(1, 255)
    return {
        "id": resource_id,
        "region": region,
        "zone": f"{region}-{ZONE_LETTER}",
        "account": work.settings.account_id,
        "now": f"{work.now:%Y-%m-%dT%H:%M:%SZ}",
        "address": f"172.20.{low}.{high}",
        "public_address": f"47.96.{low}.{high}",
    }
