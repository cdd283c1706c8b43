"""Operations made from parameters: which errors say what is wrong."""

from typing import Any

import pytest

from scalehook.kit.api.operations import OperationType, build, operations
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instance_listing import DescribeInstances
from scalehook_contracts.message_service.batches import BatchPeekMessage
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, DescribeScalingGroups
from scalehook_contracts.scaling_controller.instances import DescribeScalingInstances
from scalehook_contracts.script_runner.base import AssistantListing
from scalehook_contracts.shape import shape

PAGED = [
    cls
    for cls in operations().values()
    # Cloud Assistant has codes of its own for them, and checks them itself
    if shape(cls).whole.get("PageNumber") and not issubclass(cls, AssistantListing)
]
FILTERED = [cls for cls in operations().values() if cls.unsupported]


def refusal(cls: OperationType, **given: Any) -> ApiError:
    """What these parameters are refused with."""
    with pytest.raises(ApiError) as caught:
        build(cls, given)
    return caught.value


@pytest.mark.parametrize(
    ("cls", "code"),
    [
        (DescribeInstances, "MissingRegionId"),
        (DescribeScalingGroups, "MissingParameter"),
        (BatchPeekMessage, "InvalidArgument"),
    ],
)
def test_what_is_missing(cls: OperationType, code: str) -> None:
    """Each product has its own way to say so."""
    assert refusal(cls).code == code


@pytest.mark.parametrize("number", ["0", "-1", str(10**20), "2147483648", "1.5", "x"])
def test_page_numbers_are_bounded(number: str) -> None:
    """One that no answer can hold is refused, and named."""
    assert len(PAGED) > 10
    for cls in PAGED:
        required = [field for field in shape(cls).fields if cls.model_fields[field.name].is_required()]
        page = shape(cls).whole["PageNumber"].alias  # some products begin it with a small letter
        error = refusal(cls, **{field.alias: "x" for field in required}, **{page: number})
        assert error.code in ("InvalidParameter", "InvalidParamter"), cls


def test_filters_that_are_not_simulated_are_refused() -> None:
    """By name, in any letter case, and before anything else is looked at."""
    for cls in FILTERED:
        for spelling in (*cls.unsupported, *map(str.lower, cls.unsupported)):
            error = refusal(cls, **{spelling: "x"})
            assert (error.code, error.status) == (cls.invalid.code, 400)
            assert f'"{spelling}"' in error.message
            assert "not supported by this simulator" in error.message


def test_a_parameter_is_named_whatever_its_values_are() -> None:
    """One of several kinds of values: which of them was tried is nobody's business."""
    error = refusal(DescribeScalingInstances, RegionId="r", HealthStatus="Well")
    assert error.message == 'The specified value of parameter "HealthStatus" is not valid.'
    error = refusal(CreateScalingGroup, RegionId="r", MinSize="0", MaxSize="0", Tags=[{"Key": []}])
    assert '"Tags.1.Key"' in error.message


def test_undocumented_parameters_are_ignored() -> None:
    """As in the cloud; so are the names that they have in Python, unless the caller writes Python."""
    assert build(DescribeInstances, {"RegionId": "r", "NoSuchThing": "x"})
    given = {"RegionId": "r", "instance_name": "x"}
    assert build(DescribeInstances, given).instance_name == ""
    assert build(DescribeInstances, given, by_name=True).instance_name == "x"
    error = refusal(DescribeInstances, region_id="r")
    assert error.code == "MissingRegionId"


def test_members_of_structures_have_documented_names_alone() -> None:
    """However deep they lie."""
    given = {"RegionId": "r", "MinSize": "0", "MaxSize": "0"}
    named = {"lifecycle_transition": "SCALE_OUT", "LifecycleHookName": "h"}
    error = refusal(CreateScalingGroup, **given, LifecycleHooks=[named])
    assert "LifecycleHooks.1.LifecycleTransition" in error.message
