"""What instances are paid by, changed and described."""

import json
from typing import Any

import pytest

from scalehook.fleet.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instance_billing import (
    DescribeInstanceAutoRenewAttribute,
    ModifyInstanceAutoRenewAttribute,
    ModifyInstanceChargeType,
    ModifyInstanceNetworkSpec,
)
from scalehook_contracts.fleet.instance_creation import RunInstances
from scalehook_contracts.fleet.instance_listing import DescribeInstances
from scalehook_contracts.fleet.instance_views import InstanceView

REGION = {"region_id": "cn-hangzhou"}


@pytest.fixture
def fleet() -> Rehearsal:
    """A fleet on its own."""
    return Rehearsal(SERVICE)


def launched(fleet: Rehearsal, **more: Any) -> str:
    asked = RunInstances(
        **REGION, image_id="m", instance_type="ecs.g7.large", security_group_id="sg-1", **more
    )
    [made] = fleet.ask(asked).instance_id_sets.instance_id_set
    return str(made)


def shown(fleet: Rehearsal, instance_id: str) -> InstanceView:
    [found] = fleet.ask(DescribeInstances(**REGION, instance_ids=json.dumps([instance_id]))).instances
    return found


def charge(fleet: Rehearsal, instance_id: str, kind: str, **more: Any) -> None:
    asked = {"instance_ids": json.dumps([instance_id]), "instance_charge_type": kind, **more}
    fleet.ask(ModifyInstanceChargeType(**REGION, **asked))


def test_paid_for_in_advance_and_afterwards(fleet: Rehearsal) -> None:
    """It has an end then, and none again."""
    one = launched(fleet)
    charge(fleet, one, "PrePaid", period=1)
    assert shown(fleet, one).instance_charge_type == "PrePaid"
    assert shown(fleet, one).expired_time == "2026-01-31T00:00Z"
    charge(fleet, one, "PostPaid")
    assert shown(fleet, one).expired_time == "2099-12-31T15:59Z"


def test_the_network(fleet: Rehearsal) -> None:
    """Its payment and its bandwidth; what is not given stays."""
    one = launched(fleet)
    fleet.ask(ModifyInstanceNetworkSpec(instance_id=one, network_charge_type="PayByBandwidth"))
    fleet.ask(ModifyInstanceNetworkSpec(instance_id=one, internet_max_bandwidth_out=7))
    fleet.ask(ModifyInstanceNetworkSpec(instance_id=one))
    view = shown(fleet, one)
    assert (view.internet_charge_type, view.internet_max_bandwidth_out) == ("PayByBandwidth", 7)


def test_renewal(fleet: Rehearsal) -> None:
    """Of what is paid for in advance; it is described."""
    one = launched(fleet, instance_charge_type="PrePaid", period=1)
    fleet.ask(ModifyInstanceAutoRenewAttribute(**REGION, instance_id=one, auto_renew=True, duration=3))
    [told] = fleet.ask(
        DescribeInstanceAutoRenewAttribute(**REGION, instance_id=one)
    ).instance_renew_attributes
    assert (told.auto_renew_enabled, told.duration, told.period_unit) == (True, 3, "Month")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"period": 13}, "InvalidParameter"),
        ({"instance_ids": "i-1"}, "Abs.InvalidInstanceIds.MalFormed"),
        ({"instance_ids": '["i-none"]', "period": 1}, "InvalidInstanceIds.NotFound"),
        ({"instance_ids": "[]", "period": 1}, "InvalidInstanceId.NotFound"),
    ],
)
def test_what_is_refused(fleet: Rehearsal, change: dict[str, Any], code: str) -> None:
    """A period that there is not, ids that are none or unknown."""
    asked = {"instance_ids": json.dumps([launched(fleet)])} | change
    with pytest.raises(ApiError) as refusal:
        fleet.ask(ModifyInstanceChargeType(**REGION, **asked))
    assert refusal.value.code == code


def test_only_what_has_an_end_is_renewed(fleet: Rehearsal) -> None:
    """And spot instances are paid for as they are."""
    one, spot = launched(fleet), launched(fleet, spot_strategy="SpotAsPriceGo")
    for refused in (
        ModifyInstanceAutoRenewAttribute(**REGION, instance_id=one, auto_renew=True),
        ModifyInstanceChargeType(**REGION, instance_ids=json.dumps([spot]), period=1),
    ):
        with pytest.raises(ApiError, match="ChargeTypeViolation"):
            fleet.ask(refused)
