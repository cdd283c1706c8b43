"""What the gateway lets through can be written to a journal and read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import create_model

from scalehook.gateway.rpc.parameters import assemble
from scalehook.kit.api.catalogue import contract_types
from scalehook.kit.api.operations import build, operations
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.rules import ExecuteScalingRule
from support.desk_of_gateway import Desk

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBER = st.one_of(
    st.integers().map(str),
    st.sampled_from([str(2**63), str(-(2**63) - 1), "9" * 400, "9" * 5000, "nan", "inf", "1e400"]),
)
ALL = sorted(operations().values(), key=lambda cls: cls.wire_name())


@pytest.mark.parametrize("number", [str(2**63), "-" + str(2**64), "9" * 310, "9" * 5000])
@pytest.mark.parametrize(
    "call",
    [
        {"Action": "DescribeInvocations", "Version": "2014-05-26", "RegionId": "cn-hangzhou"},
        {"Action": "DescribeInstances", "Version": "2014-05-26", "RegionId": "cn-hangzhou"},
        {"Action": "DescribeScalingGroups", "Version": "2014-08-28", "RegionId": "cn-hangzhou"},
        {"Action": "DescribeScalingGroups", "Version": "2022-02-22", "RegionId": "cn-hangzhou"},
    ],
)
async def test_numbers_that_need_more_than_64_bits(
    desk: Desk, call: dict[str, str], number: str
) -> None:
    """Are refused with the operation's documented error; nobody is asked."""
    answer = await desk.rpc(**call, PageNumber=number)
    assert answer.status_code == 400
    assert answer.json()["Code"] == "InvalidParameter"
    assert desk.bus.asked == []


@pytest.mark.parametrize("number", ["nan", "inf", "-Infinity", "1e400"])
def test_numbers_that_are_not_finite(number: str) -> None:
    """JSON does not know them."""
    with pytest.raises(ApiError) as caught:
        build(ExecuteScalingRule, {"ScalingRuleAri": "a", "MetricValue": number})
    assert "MetricValue" in caught.value.message


@given(st.data())
def test_what_is_let_through_can_be_kept(data: st.DataObject) -> None:
    """Every operation that passes equals what is read from its own JSON."""
    cls = data.draw(st.sampled_from(ALL))
    names = [field.alias or name for name, field in cls.model_fields.items()]
    given = st.sampled_from([*names, *(f"{name}.1" for name in names), "x"])
    pairs = data.draw(st.dictionaries(given, TEXT | NUMBER, max_size=12))
    needed = {
        field.alias or name: data.draw(TEXT | NUMBER)
        for name, field in cls.model_fields.items()
        if field.is_required()
    }
    try:
        operation = build(cls, assemble(cls, needed | pairs))
    except ApiError as refusal:
        assert refusal.status in (400, cls.invalid.status)  # alarms refuse with 404
        return
    assert cls.model_validate_json(operation.as_json()) == operation


def test_defaults_fit_their_own_rules() -> None:
    """What a request leaves out is written to the journal as the default, and read again from there."""
    for cls in contract_types().values():
        fields = {name: field for name, field in cls.model_fields.items() if not field.is_required()}
        left_out = {name: (field.annotation, field) for name, field in fields.items()}
        model = create_model(f"LeftOutOf{cls.__name__}", **left_out)
        model.model_validate_json(model().model_dump_json(by_alias=True))
