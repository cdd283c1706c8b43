"""Attributes of instances, changed and described one by one."""

from typing import Any

import pytest

from scalehook_contracts.fleet.instance_attributes import (
    DescribeInstanceAttribute,
    ModifyInstanceAttribute,
)
from support.fleet import Fleet


def test_what_is_given_changes(fleet: Fleet) -> None:
    """And nothing else; a restart knows it, too."""
    made = fleet.create(description="before", security_group_id="sg-1", instance_name="web")
    fleet.ask(
        ModifyInstanceAttribute(
            instance_id=made,
            host_name="host-1",
            deletion_protection=True,
            security_group_ids=["sg-2", "sg-3"],
            credit_specification="Unlimited",
            user_data="YWJj",
        )
    )
    fleet.rehearsal.restart()
    seen = fleet.one(made)
    assert (seen.instance_name, seen.host_name, seen.description) == ("web", "host-1", "before")
    assert (seen.deletion_protection, seen.credit_specification) == (True, "Unlimited")
    assert seen.security_group_ids.security_group_id == ["sg-2", "sg-3"]
    assert fleet.ids(security_group_id="sg-1") == []
    assert fleet.ids(security_group_id="sg-3") == [made]
    assert fleet.state.instances[made].created.user_data == "YWJj"


def test_nothing_is_given(fleet: Fleet) -> None:
    """Nothing changes, and nothing is noted."""
    made = fleet.create()
    before = len(fleet.rehearsal.recorded)
    fleet.ask(ModifyInstanceAttribute(instance_id=made))
    assert len(fleet.rehearsal.recorded) == before


def test_one_description(fleet: Fleet) -> None:
    """The same as in a listing, but for the form of one field."""
    made = fleet.create(instance_name="web", description="what it is")
    seen, listed = fleet.ask(DescribeInstanceAttribute(instance_id=made)), fleet.one(made)
    assert (seen.instance_name, seen.description, seen.status) == ("web", "what it is", "Stopped")
    assert (seen.io_optimized, seen.stopped_mode) == ("optimized", "KeepCharging")
    assert (seen.vpc_attributes, seen.serial_number) == (listed.vpc_attributes, listed.serial_number)


def test_an_instance_that_is_not_there(fleet: Fleet) -> None:
    """Is neither described nor changed."""
    for command in (
        DescribeInstanceAttribute(instance_id="i-none"),
        ModifyInstanceAttribute(instance_id="i-none"),
    ):
        assert fleet.refusal(command).code == "InvalidInstanceId.NotFound"


@pytest.mark.parametrize(
    ("given", "code", "status"),
    [
        ({"instance_name": "1web"}, "InvalidInstanceName.Malformed", 400),
        ({"host_name": "web-"}, "InvalidHostName.Malformed", 400),
        ({"description": "http://x"}, "InvalidDescription.Malformed", 400),
        ({"password": "weak"}, "InvalidPassword.Malformed", 400),
        ({"user_data": "ä"}, "InvalidUserData.Base64FormatInvalid", 403),
        ({"credit_specification": "Endless"}, "InvalidParameter.CreditSpecification", 400),
        ({"security_group_ids": ["sg-1", "sg-1"]}, "InvalidParameter.SecurityGroupIdRepeated", 404),
    ],
    ids=str,
)
def test_what_does_not_fit(fleet: Fleet, given: dict[str, Any], code: str, status: int) -> None:
    """Each with its documented code."""
    refused = fleet.refusal(ModifyInstanceAttribute(instance_id=fleet.create(), **given))
    assert (refused.code, refused.status) == (code, status)


@pytest.mark.parametrize(
    "made", [{"instance_charge_type": "PrePaid", "period": 1}, {"spot_strategy": "SpotAsPriceGo"}]
)
def test_what_cannot_be_protected(fleet: Fleet, made: dict[str, Any]) -> None:
    """What is paid for in advance, or goes when its price says so; the protection may be taken off."""
    instance_id = fleet.create(**made)
    protect = ModifyInstanceAttribute(instance_id=instance_id, deletion_protection=True)
    assert fleet.refusal(protect).code == "InvalidChargeType.ValueNotSupported"
    fleet.ask(protect.model_copy(update={"deletion_protection": False}))
