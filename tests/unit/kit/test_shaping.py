"""Replies in the shape of a product's answers: by documented names, wrapped where the product wraps."""

import json
from typing import Any, get_origin

import pytest
from pydantic import BaseModel

from scalehook.kit.api.operations import operations
from scalehook.kit.api.shaping import shaped, shaped_json
from scalehook_contracts.access_control.diagnosis import Diagnosis
from scalehook_contracts.access_control.tags import TagResourcePage
from scalehook_contracts.scaling_controller.groups import ScalingGroupPage
from scalehook_contracts.shape import shape
from support.hostile_values import Maker

REPLIES = sorted(
    {cls.reply_type() for cls in operations().values() if cls.product.style == "rpc"},
    key=lambda cls: cls.wire_name(),
)


def wrap(body: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """What the documents say, step by step."""
    for field in shape(model).with_parts:
        value = body.get(field.alias)
        if field.model is not None and value is not None:
            for part in value if isinstance(value, list) else [value]:
                wrap(part, field.model)
        if field.is_list and not field.is_bare and value is not None:
            body[field.alias] = {field.item: value}
    return body


@pytest.mark.parametrize("wrapped", [False, True])
def test_every_reply(wrapped: bool) -> None:
    """As data and as JSON the same, and lists wrapped at any depth, or at none."""
    for cls in REPLIES:
        reply = cls.model_validate(Maker(cls).fitting())
        plain = reply.model_dump(mode="json", by_alias=True, exclude_none=True)
        body = shaped(reply, wrapped)
        assert body == (wrap(plain, cls) if wrapped else plain), cls
        assert json.loads(shaped_json(reply, wrapped)) == body, cls
        assert list(json.loads(shaped_json(reply, wrapped))) == list(body), cls


@pytest.mark.parametrize("wrapped", [False, True])
def test_nothing_stays_out(wrapped: bool) -> None:
    """Of the items too; and a list without items is there."""
    required = {
        name: value
        for name, value in Maker(ScalingGroupPage).fitting()["ScalingGroups"][0].items()
        if name not in ("DesiredCapacity", "Tags")
    }
    page = ScalingGroupPage.model_validate(
        {"PageNumber": 1, "PageSize": 1, "TotalCount": 1, "ScalingGroups": [required]}
    )
    groups = shaped(page, wrapped)["ScalingGroups"]
    [group] = groups["ScalingGroup"] if wrapped else groups
    assert "DesiredCapacity" not in group
    assert group["Tags"] == ({"Tag": []} if wrapped else [])


def test_lists_of_structures_name_their_items() -> None:
    """Or nobody could tell how they are wrapped; where a structure names them, it holds nothing else. A
    few answers of RAM have lists that its SDK reads without the wrapping.
    """
    for model in {model for cls in REPLIES for model in models(cls)}:
        for field in shape(model).fields:
            if field.model is not None:
                is_list = get_origin(model.model_fields[field.name].annotation) is list
                assert is_list == field.is_list, field
                alone = len(shape(model).fields) == 1 or model in (Diagnosis, TagResourcePage)
                assert alone or not field.is_bare, field


def models(root: type[BaseModel]) -> list[type[BaseModel]]:
    """The model, and those inside of it."""
    inner = [field.model for field in shape(root).with_parts if field.model is not None]
    return [root, *(model for part in inner for model in models(part))]
