"""Instances that somebody deletes by hand."""

from typing import Any

import pytest

from scalehook_contracts.fleet.instance_creation import CreateInstance
from scalehook_contracts.fleet.instance_deletion import DeleteInstance, DeleteInstances
from scalehook_contracts.fleet.instances import InstanceReleased
from support.fleet import REGION, TYPE, Fleet


def delete(*ids: str, many: bool, **more: Any) -> DeleteInstance | DeleteInstances:
    if many:
        return DeleteInstances(region_id=REGION, instance_ids=list(ids), **more)
    return DeleteInstance(instance_id=ids[0], **more)


@pytest.mark.parametrize("many", [False, True])
def test_what_has_stopped_is_deleted(fleet: Fleet, many: bool) -> None:
    """Nothing of it is left, and others hear of it."""
    made = fleet.create(instance_name="web", tags=[])
    fleet.ask(delete(made, many=many))
    assert fleet.described() == []
    assert [event.instance_id for event in fleet.told(InstanceReleased)] == [made]
    assert fleet.state.instances == {}
    assert list(fleet.state.register.names) == []


@pytest.mark.parametrize("many", [False, True])
def test_what_runs_is_deleted_by_force(fleet: Fleet, many: bool) -> None:
    """Without it, it is refused."""
    [made] = fleet.running()
    assert fleet.refusal(delete(made, many=many)).code == "IncorrectInstanceStatus"
    fleet.ask(delete(made, many=many, force=True))
    assert fleet.described() == []


@pytest.mark.parametrize("many", [False, True])
def test_what_is_on_its_way_is_not_deleted(many: bool) -> None:
    """Not by force either."""
    fleet = Fleet.with_settings(creation_seconds=5)
    [made] = fleet.run()
    refused = fleet.refusal(delete(made, many=many, force=True))
    assert (refused.code, refused.status) == ("IncorrectInstanceStatus.Initializing", 403)
    fleet.advance(5)
    refused = fleet.refusal(delete(made, many=many, force=True))
    assert (refused.code, refused.status) == ("IncorrectInstanceStatus", 403)


@pytest.mark.parametrize("many", [False, True])
def test_what_is_protected_stays(fleet: Fleet, many: bool) -> None:
    """By hand; scaling releases it all the same."""
    made = fleet.create(deletion_protection=True)
    refused = fleet.refusal(delete(made, many=many))
    assert (refused.code, refused.status) == ("InvalidOperation.DeletionProtection", 403)


@pytest.mark.parametrize("many", [False, True])
def test_what_is_paid_for_stays(fleet: Fleet, many: bool) -> None:
    """Unless the subscription is ended, too."""
    made = fleet.create(instance_charge_type="PrePaid", period=1)
    assert fleet.refusal(delete(made, many=many)).code == "ChargeTypeViolation"
    fleet.ask(delete(made, many=many, terminate_subscription=True))
    assert fleet.described() == []


@pytest.mark.parametrize(
    ("many", "code", "dry"),
    [
        (False, "InvalidInstanceId.NotFound", "DryRunOperation"),
        (True, "InvalidInstanceIds.NotFound", "DRYRUN.SUCCESS"),
    ],
)
def test_what_is_not_there(fleet: Fleet, many: bool, code: str, dry: str) -> None:
    """And what is only tried."""
    made = fleet.create()
    assert fleet.refusal(delete("i-none", many=many)).code == code
    assert fleet.refusal(delete(made, many=many, dry_run=True)).code == dry


def test_all_or_none_are_deleted(fleet: Fleet) -> None:
    """One unknown id, or one that runs, keeps all of them."""
    [running], stopped = fleet.running(), fleet.create()
    for ids in ([stopped, "i-none"], [stopped, running]):
        fleet.refusal(delete(*ids, many=True))
    assert len(fleet.described()) == 2


def test_a_deletion_that_is_asked_for_again(fleet: Fleet) -> None:
    """With the same ClientToken it is answered the same; without, the instances are unknown."""
    made = fleet.create()
    for _ in range(2):
        fleet.ask(delete(made, many=True, client_token="t"))
    assert fleet.refusal(delete(made, many=True)).code == "InvalidInstanceIds.NotFound"


def test_addresses_are_given_back(fleet: Fleet) -> None:
    """Who asks for it by name gets it."""
    given = {"region_id": REGION, "image_id": "img", "instance_type": TYPE}
    made = fleet.create(private_ip_address="172.16.9.9")
    again = CreateInstance(**given, private_ip_address="172.16.9.9")
    assert fleet.refusal(again).code == "InvalidPrivateIpAddress.Duplicated"
    fleet.ask(delete(made, many=False))
    assert fleet.ask(again).instance_id != made
