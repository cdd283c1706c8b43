"""Stored parameters as the operations answer them."""

import hashlib
import json
from typing import Any

from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.template_engine.state import ParameterVersion, StoredParameter
from scalehook_contracts.template_engine.stored_parameters import (
    ListedParameter,
    ParameterVersionView,
    ParameterView,
    UpdatedParameterView,
    ValuedParameter,
)


def view(stored: StoredParameter) -> ParameterView:
    """A parameter that is new."""
    return ParameterView(**_common(stored), **_numbered(stored), tags=stored.tags)


def updated_view(stored: StoredParameter) -> UpdatedParameterView:
    """A parameter that was changed."""
    return UpdatedParameterView(**_common(stored), **_numbered(stored), tags=json.dumps(stored.tags))


def listed(stored: StoredParameter) -> ListedParameter:
    """A parameter in a list."""
    return ListedParameter(
        **_common(stored), parameter_version=str(stored.newest.number), tags=stored.tags
    )


def valued(stored: StoredParameter, version: ParameterVersion, *, shown: bool) -> ValuedParameter:
    """A parameter in one version; its value only where it is to be shown."""
    said = _numbered(stored) | {"parameter_version": version.number}
    value = version.value if shown else None
    return ValuedParameter(**_common(stored), **said, tags=stored.tags, value=value)


def version_view(version: ParameterVersion, *, shown: bool) -> ParameterVersionView:
    """A version of one."""
    return ParameterVersionView(
        parameter_version=version.number,
        updated_by=version.by,
        updated_date=iso_seconds(moment(version.at)),
        value=version.value if shown else None,
    )


def heading(stored: StoredParameter) -> dict[str, str]:
    """What a list of versions says of all of them."""
    names = ("id", "name", "type", "description", "created_by", "created_date")
    return {name: _common(stored)[name] for name in names}


def _numbered(stored: StoredParameter) -> dict[str, Any]:
    return {"parameter_version": stored.newest.number, "constraints": stored.constraints}


def _common(stored: StoredParameter) -> dict[str, Any]:
    kind = "secret" if stored.secret else "plain"
    return {
        "id": "p-" + hashlib.sha256(f"{kind}/{stored.name}".encode()).hexdigest()[:20],
        "name": stored.name,
        "type": stored.type,
        "description": stored.description,
        "created_by": stored.created_by,
        "created_date": iso_seconds(moment(stored.created_at)),
        "updated_by": stored.updated_by,
        "updated_date": iso_seconds(moment(stored.updated_at)),
        "resource_group_id": stored.resource_group_id,
        "key_id": stored.key_id,
        "dkms_instance_id": stored.dkms_instance_id,
    }
