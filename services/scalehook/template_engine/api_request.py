"""A task's API parameters as the operation that they ask for."""

import json
import re
from typing import Any

from scalehook.kit.api.operations import OperationType, build, operations
from scalehook.template_engine.parted_names import Place, place_of, put_together
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.common import InvalidActionNotFound
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.stored_objects import ObjectOperation
from scalehook_contracts.shape import Field, shape

OBJECT = re.compile("/?(?P<ObjectName>.+)")  # what the path says to OSS


def named_in_path(service: str, api: str, uri: str) -> dict[str, Any]:
    """What the path names, of an API that is called by method and path in the cloud."""
    cls = operations().get((service.lower(), api.lower()))
    found = None
    if cls is not None and issubclass(cls, ObjectOperation):
        found = OBJECT.fullmatch(uri.strip())
    elif cls is not None and issubclass(cls, ResourceOperation) and cls.call.path[1]:
        found = cls.call.pattern.fullmatch(uri.strip())
    return dict(found.groupdict()) if found else {}


def request(service: str, api: str, parameters: dict[str, Any], region: str) -> Operation[Any]:
    """Service, API and parameters in any letter case; empty texts count as not given. Lists may have
    the name of their items, and come item by item; structures come part by part, or whole. A region that
    must be named and is not is the execution's.
    """
    cls = operations().get((service.lower(), api.lower()))
    if cls is None:
        raise InvalidActionNotFound()
    own = shape(cls).parameters
    fields = {field.item.lower(): field for field in own if field.item}
    fields |= {field.alias.lower(): field for field in own}
    protocols = {name for field in shape(cls).of_protocol for name in (field.name, field.alias.lower())}
    given: dict[str, Any] = {}
    parts: dict[Place, Any] = {}
    if region and "regionid" in fields and cls.model_fields[fields["regionid"].name].is_required():
        given["RegionId"] = region
    for name, value in parameters.items():
        if value in ("", None) or name.lower() in protocols:
            continue
        field = fields.get(name.lower())
        place = () if field else place_of(name, own)
        if place:
            parts[place] = value
        else:
            given[field.alias if field else name] = _fitting(cls, field, value) if field else value
    return build(cls, put_together(given, parts))


def _fitting(cls: OperationType, field: Field, value: Any) -> Any:
    """Where the API takes JSON as text, a template gives a list or an object."""
    takes_text = cls.model_fields[field.name].annotation in (str, str | None)
    return json.dumps(value) if takes_text and not isinstance(value, str) else value
