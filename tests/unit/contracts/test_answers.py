"""Answers of Auto Scaling hold what the official models of both generations read from them."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest

from scalehook.kit.api.shaping import shaped
from scalehook_contracts.products import ESS
from support.hostile_values import Maker
from support.operations import contracts

NEVER_THERE = {
    "cpu_options",  # of configurations: refused when one is made
    "private_pool_options",  # the documents of the older generation spell its parts with dots
}


@pytest.mark.parametrize("version", ESS.versions)
def test_every_field_of_the_models(version: str) -> None:
    """Each is read, in lists and structures too; none has another form."""
    models = importlib.import_module(f"alibabacloud_ess{version.replace('-', '')}.models")
    missing = {}
    for name, cls in contracts.of(ESS).items():
        model = getattr(models, f"{name}ResponseBody", None)
        if model is not None:
            reply = cls.reply_type().model_validate(Maker(cls.reply_type()).fitting())
            body = shaped(reply, version in ESS.wrapped)
            read = model().from_map({"RequestId": "r"} | body)
            missing[name] = sorted(set(_unread(read)) - NEVER_THERE)
    assert len(missing) > 50
    assert {name: fields for name, fields in missing.items() if fields} == {}


def _unread(read: Any) -> Iterator[str]:
    for name, value in vars(read).items():
        if value is None:
            yield name
        for part in value if isinstance(value, list) else [value]:
            if hasattr(part, "to_map"):
                yield from _unread(part)
