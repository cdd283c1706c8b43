"""The shape of contracts: every field is found under its names, and no two share one."""

from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from scalehook.kit.api.operations import operations
from scalehook_contracts.fleet.instance_listing import DescribeInstances
from scalehook_contracts.scaling_controller.actions import RecordLifecycleActionHeartbeat
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    DescribeScalingGroups,
    DisableScalingGroup,
    GroupTag,
)
from scalehook_contracts.shape import Field, shape, spellings


def models(root: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The model, and those inside of it."""
    yield root
    for field in shape(root).with_parts:
        if field.model is not None:
            yield from models(field.model)


MODELS = {model for cls in operations().values() for model in models(cls)}


def test_no_two_fields_claim_one_spelling() -> None:
    """Of the same rank, among those that may be written whole or in parts."""
    for model in MODELS:
        found = shape(model)
        for fields in (found.fields, found.with_parts):
            claims = Counter(claim for field in fields for claim in spellings(field))
            assert not [claim for claim, count in claims.items() if count > 1], model


def test_a_fields_own_name_wins() -> None:
    """It is found by its documented name, whole and in parts, whatever others' items are called."""
    for model in MODELS:
        found = shape(model)
        for field in found.fields:
            assert found.whole.get(field.alias) is field, model
            assert not field.has_parts or found.parted.get(field.alias) is field, model


def test_an_item_and_a_field_of_one_name() -> None:
    """`ScalingGroupName` is a field, `ScalingGroupName.1` an item of `ScalingGroupNames`."""
    found = shape(DescribeScalingGroups)
    whole, parted = found.whole.get("ScalingGroupName"), found.parted.get("ScalingGroupName")
    assert whole is not None and whole.name == "scaling_group_name"
    assert parted is not None and parted.name == "scaling_group_names"


def test_what_a_field_says() -> None:
    """Documented name, item name, and the structure inside."""
    tags = shape(CreateScalingGroup).parted.get("Tags")
    assert tags == Field("tags", "Tags", "Tag", GroupTag)
    assert tags.is_list
    assert shape(CreateScalingGroup).parted.get("RegionId") is None


def test_the_first_letter_may_have_either_case() -> None:
    """Heartbeats are documented with small letters, and sent with capitals, too."""
    found = shape(RecordLifecycleActionHeartbeat)
    assert found.whole.get("LifecycleHookId") is found.whole.get("lifecycleHookId") is not None


def test_what_is_not_supported_is_no_field() -> None:
    """A parameter is either simulated or refused."""
    both = [
        (cls, name)
        for cls in operations().values()
        for name in cls.unsupported
        if shape(cls).whole.get(name) or shape(cls).parted.get(name)
    ]
    assert both == []


def test_what_is_not_supported_is_known() -> None:
    """By the contract: documents can be made of it."""
    assert "DeviceAvailable" in DescribeInstances.unsupported
    assert not DisableScalingGroup.unsupported
