"""Instances that somebody makes by hand: what is kept, what is refused, and with which code."""

import base64
from typing import Any

import pytest

from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instance_creation import CreateInstance, RunInstances
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceRunning, InstanceStopped
from scalehook_contracts.fleet.launch_template_data import Tag
from scalehook_contracts.fleet.launch_templates import CreateLaunchTemplate
from scalehook_contracts.fleet.owners import FindInstanceTags
from scalehook_contracts.fleet.specification import DataDisk, SystemDisk
from support.fleet import REGION, SECONDS, TYPE, Fleet

WANTED: dict[str, Any] = {"region_id": REGION, "image_id": "img", "instance_type": TYPE}
PREPAID = {"instance_charge_type": "PrePaid", "period": 1}


def test_instances_that_are_run_start_by_themselves(fleet: Fleet) -> None:
    """They have what others need who attach them to a group."""
    first, second = fleet.run(2, v_switch_id="vsw-1", security_group_ids=["sg-1", "sg-2"])
    assert {fleet.status(first), fleet.status(second)} == {"Starting"}
    fleet.advance(SECONDS)
    assert {fleet.status(first), fleet.status(second)} == {"Running"}
    made = fleet.told(InstanceCreated)[0]
    assert (made.v_switch_id, made.zone_id, made.status) == ("vsw-1", "cn-hangzhou-b", "Starting")
    assert made.private_ip_address and made.vpc_id.startswith("vpc-")
    assert made.instance_type == TYPE
    assert [event.instance_id for event in fleet.told(InstanceRunning)] == [first, second]


def test_an_instance_that_is_created_stands_still(fleet: Fleet) -> None:
    """Until somebody starts it."""
    made = fleet.create()
    fleet.advance(10)
    assert fleet.status(made) == "Stopped"
    fleet.start(made)
    fleet.advance(SECONDS)
    assert fleet.status(made) == "Running"


def test_an_instance_is_pending_while_it_is_made() -> None:
    """As long as a setting says; then it starts, or stands still."""
    fleet = Fleet.with_settings(creation_seconds=5)
    created, [run] = fleet.create(), fleet.run()
    assert {fleet.status(created), fleet.status(run)} == {"Pending"}
    fleet.advance(5)
    assert (fleet.status(created), fleet.status(run)) == ("Stopped", "Starting")
    fleet.advance(SECONDS)
    assert (fleet.status(created), fleet.status(run)) == ("Stopped", "Running")
    assert [event.instance_id for event in fleet.told(InstanceStopped)] == [created]


def test_tags_of_launch_templates(fleet: Fleet) -> None:
    """Their own, not those of the instances that they make."""
    asked = CreateLaunchTemplate(
        region_id=REGION,
        launch_template_name="lt",
        template_tags=[Tag(key="team", value="blue")],
        tags=[Tag(key="team", value="red")],
    )
    arn = f"acs:ecs:r:1:launchtemplate/{fleet.ask(asked).launch_template_id}"
    found = fleet.ask(FindInstanceTags(resources=[arn, arn.replace("launchtemplate", "instance")])).tags
    assert found == {arn: {"team": "blue"}}


def test_tags_are_the_instances_alone(fleet: Fleet) -> None:
    """An image that is called like one has none of them."""
    [made] = fleet.run(tags=[InstanceTag(key="team", value="blue")])
    named = [f"acs:ecs:r:1:{kind}/{made}" for kind in ("instance", "image")]
    assert fleet.ask(FindInstanceTags(resources=named)).tags == {named[0]: {"team": "blue"}}


def test_what_is_given_is_described(fleet: Fleet) -> None:
    """Field by field."""
    [made] = fleet.run(
        instance_name="web", host_name="host-${instance_id}", description="my web server",
        key_pair_name="key", resource_group_id="rg-1", internet_max_bandwidth_out=5,
        internet_charge_type="PayByBandwidth", credit_specification="Standard",
        http_tokens="required", io_optimized="none", deletion_protection=True,
        tags=[InstanceTag(key="team", value="blue")],
    )  # fmt: skip
    seen = fleet.one(made)
    assert (seen.instance_name, seen.host_name) == ("web", f"host-{made}")
    assert (seen.description, seen.key_pair_name, seen.resource_group_id) == (
        "my web server", "key", "rg-1",
    )  # fmt: skip
    assert (seen.internet_max_bandwidth_out, seen.internet_max_bandwidth_in) == (5, 10)
    assert (seen.internet_charge_type, seen.credit_specification) == ("PayByBandwidth", "Standard")
    assert seen.metadata_options is not None
    assert (seen.metadata_options.http_tokens, seen.io_optimized) == ("required", False)
    assert seen.deletion_protection
    assert len(seen.public_ip_address.ip_address) == 1
    assert [(tag.tag_key, tag.tag_value) for tag in seen.tags] == [("team", "blue")]
    assert (
        seen.network_interfaces[0].primary_ip_address
        in seen.vpc_attributes.private_ip_address.ip_address
    )


def test_what_nobody_says_is_as_in_the_cloud(fleet: Fleet) -> None:
    """A name of its own, no public address, paid for afterwards."""
    [made] = fleet.run()
    seen = fleet.one(made)
    assert (seen.instance_name, seen.instance_charge_type) == (made, "PostPaid")
    assert (seen.public_ip_address.ip_address, seen.expired_time) == ([], "2099-12-31T15:59Z")
    assert (seen.cpu, seen.memory, seen.instance_type_family) == (2, 8192, "ecs.g7")


def test_what_is_paid_for_in_advance_expires(fleet: Fleet) -> None:
    """After its period."""
    [made] = fleet.run(**PREPAID, period_unit="Week")
    assert fleet.one(made).expired_time == "2026-01-08T00:00Z"


def test_disks_are_kept(fleet: Fleet) -> None:
    """With the instance that has them."""
    fleet.run(system_disk=SystemDisk(category="cloud_essd", size=40), data_disks=[DataDisk(size=100)])
    [made] = fleet.told(InstanceCreated)
    assert (made.system_disk.size, made.data_disks[0].size) == (40, 100)


def test_addresses_in_a_row(fleet: Fleet) -> None:
    """From the one that is asked for; nobody else gets one of them."""
    ids = fleet.run(3, private_ip_address="172.16.0.11")
    fleet.run(3)
    addresses = [each.vpc_attributes.private_ip_address.ip_address[0] for each in fleet.described()]
    assert addresses[:3] == ["172.16.0.11", "172.16.0.12", "172.16.0.13"]
    assert len(set(addresses)) == 6
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"instance_name": "web"}, ["web", "web"]),
        ({"instance_name": "web", "unique_suffix": True}, ["web001", "web002"]),
        ({"instance_name": "web[7,2]-x"}, ["web07-x", "web08-x"]),
        ({"instance_name": "web[]"}, ["web000000", "web000001"]),
        ({"instance_name": "web[98,2]", "unique_suffix": True}, ["web98", "web99"]),
    ],
)
def test_names_of_several(fleet: Fleet, given: dict[str, Any], names: list[str]) -> None:
    """The same, with a suffix, or as a pattern says."""
    fleet.run(2, **given)
    assert fleet.names() == names


def test_each_has_its_host_name(fleet: Fleet) -> None:
    """As the list says; not a list and a name."""
    fleet.run(2, host_names=["one", "two"])
    assert [each.host_name for each in fleet.described()] == ["one", "two"]
    for more in ({"host_names": ["one"]}, {"host_names": ["one", "two"], "host_name": "three"}):
        assert fleet.refusal(RunInstances(**WANTED, amount=2, **more)).code == "InvalidParameter"


def test_the_same_call_makes_no_more(fleet: Fleet) -> None:
    """Its ClientToken says that it is the same; another call with it is refused."""
    assert fleet.run(2, client_token="t") == fleet.run(2, client_token="t")
    assert fleet.create(client_token="t") == fleet.create(client_token="t")
    assert len(fleet.described()) == 3
    other = fleet.refusal(RunInstances(**WANTED, client_token="t"))
    assert other.code == "IdempotentParameterMismatch"
    fleet.advance(24 * 3600 + 1)
    assert len({*fleet.run(2, client_token="t"), *fleet.ids()}) == 5


def test_tokens_are_forgotten() -> None:
    """The oldest first; a restart forgets the same ones."""
    fleet = Fleet.with_settings(history_most=3)
    for number in range(10):
        fleet.create(client_token=str(number))
    kept = list(fleet.state.client_calls)
    assert len(kept) == 3
    fleet.rehearsal.restart()
    assert list(fleet.state.client_calls) == [ended.id for ended in fleet.state.used] == kept


USER_DATA = base64.b64encode(b"x" * (32 * 1024 + 1)).decode()
REFUSED: list[tuple[dict[str, Any], str, int]] = [
    ({"region_id": "cn-beijing"}, "InvalidRegionId.NotFound", 404),
    ({"zone_id": "cn-beijing-b"}, "InvalidZoneId.NotFound", 404),
    ({"zone_id": "cn-hangzhou-b2"}, "InvalidZoneId.NotFound", 404),
    ({"instance_type": "large"}, "InvalidInstanceType.ValueNotSupported", 400),
    ({"image_id": ""}, "MissingParameter", 400),
    ({"instance_name": "1web"}, "InvalidInstanceName.Malformed", 400),
    ({"instance_name": "w"}, "InvalidInstanceName.Malformed", 400),
    ({"instance_name": "w" * 129}, "InvalidInstanceName.Malformed", 400),
    ({"instance_name": "http://web"}, "InvalidInstanceName.Malformed", 400),
    ({"host_name": "-web"}, "InvalidHostName.Malformed", 400),
    ({"host_name": "we..b"}, "InvalidHostName.Malformed", 400),
    ({"host_name": "w" * 65}, "InvalidHostName.Malformed", 400),
    ({"description": "d"}, "InvalidDescription.Malformed", 400),
    ({"description": "d" * 257}, "InvalidDescription.Malformed", 400),
    ({"description": "https://d"}, "InvalidDescription.Malformed", 400),
    ({"password": "short"}, "InvalidPassword.Malformed", 400),
    ({"password": "onlyletters"}, "InvalidPassword.Malformed", 400),
    ({"password": "Good1234", "password_inherit": True}, "InvalidPasswordParam.Mismatch", 400),
    ({"user_data": USER_DATA}, "InvalidUserData.SizeExceeded", 400),
    ({"user_data": "not base64"}, "InvalidUserData.Base64FormatInvalid", 400),
    ({"credit_specification": "Endless"}, "InvalidParameter.CreditSpecification", 400),
    ({"io_optimized": "much"}, "InvalidParameter", 400),
    ({"http_endpoint": "open"}, "InvalidParameter", 400),
    ({"http_tokens": "many"}, "InvalidParameter", 400),
    ({"instance_charge_type": "Later"}, "InvalidInstanceChargeType.NotFound", 404),
    ({"instance_charge_type": "PrePaid"}, "MissingParamter", 400),
    ({**PREPAID, "period": 11}, "InvalidParameter", 400),
    ({**PREPAID, "period_unit": "Day"}, "InvalidParameter", 400),
    ({**PREPAID, "deletion_protection": True}, "InvalidChargeType.ValueNotSupported", 403),
    ({**PREPAID, "spot_strategy": "SpotAsPriceGo"}, "InvalidSpotPrepaid", 400),
    ({"spot_strategy": "Cheap"}, "InvalidSpotStrategy", 400),
    ({"spot_price_limit": -1}, "InvalidSpotPriceLimit", 400),
    ({"spot_duration": 7}, "InvalidSpotDuration", 400),
    ({"spot_interruption_behavior": "Wait"}, "InvalidParameter", 400),
    ({"internet_charge_type": "Free"}, "InvalidInternetChargeType.ValueNotSupported", 400),
    ({"internet_max_bandwidth_out": 101}, "InvalidInternetMaxBandwidthOut.Malformed", 400),
    ({"internet_max_bandwidth_in": 11}, "InvalidInternetMaxBandwidthIn.Malformed", 400),
    ({"system_disk": SystemDisk(category="tape")}, "InvalidSystemDiskCategory.ValueNotSupported", 400),
    ({"system_disk": SystemDisk(size=19)}, "InvalidSystemDiskSize.LessThanMinSize", 404),
    ({"system_disk": SystemDisk(size=2049)}, "InvalidSystemDiskSize.MoreThanMaxSize", 404),
    ({"data_disks": [DataDisk(category="tape")]}, "InvalidDataDiskCategory.ValueNotSupported", 400),
    ({"data_disks": [DataDisk(size=0)]}, "InvalidDataDiskSize.ValueNotSupported", 400),
    ({"data_disks": [DataDisk()] * 17}, "InvalidParameter", 400),
    ({"private_ip_address": "172.16.0"}, "InvalidPrivateIpAddress.Malformed", 400),
    ({"private_ip_address": "8.8.8.8"}, "InvalidPrivateIpAddress", 400),
    ({"tags": [InstanceTag(value="v")]}, "InvalidTag.Mismatch", 400),
    ({"tags": [InstanceTag()]}, "InvalidTagKey.Malformed", 400),
    ({"tags": [InstanceTag(key="acs:k")]}, "InvalidTagKey.Malformed", 400),
    ({"tags": [InstanceTag(key="k", value="v" * 129)]}, "InvalidTagValue.Malformed", 400),
    ({"tags": [InstanceTag(key=f"k{n}") for n in range(21)]}, "InvalidTagCount", 400),
    ({"tags": [InstanceTag(key="k")] * 2}, "Duplicate.TagKey", 400),
    ({"client_token": "t" * 65}, "InvalidClientToken.ValueNotSupported", 400),
    ({"client_token": "té"}, "InvalidClientToken.ValueNotSupported", 400),
    ({"dry_run": True}, "DryRunOperation", 400),
]


@pytest.mark.parametrize("kind", [RunInstances, CreateInstance])
@pytest.mark.parametrize(
    ("given", "code", "status"), REFUSED, ids=lambda value: str(value)[:40] if value else None
)
def test_what_is_refused(
    fleet: Fleet, kind: type[RunInstances], given: dict[str, Any], code: str, status: int
) -> None:
    """Nothing is made, and nothing noted."""
    refused = fleet.refusal(kind(**{**WANTED, **given}))
    assert (refused.code, refused.status) == (code, status)


@pytest.mark.parametrize("least", [0, -1, 3])
def test_a_least_amount_above_the_amount(fleet: Fleet, least: int) -> None:
    """Or none at all."""
    refused = fleet.refusal(RunInstances(**WANTED, amount=2, min_amount=least))
    assert refused.code == "InvalidMinAmount.Malformed"


@pytest.mark.parametrize("name", ["web[a]", "web[1,2", "web]1[", "web[1,7]", "web[1,0]", "w[1][2]"])
def test_a_pattern_that_makes_no_sense(fleet: Fleet, name: str) -> None:
    """Is told apart from a name that does not fit."""
    refused = fleet.refusal(RunInstances(**WANTED, instance_name=name))
    assert refused.code == "InvalidInstanceName.CustomMalformed"


def test_a_type_that_nobody_says(fleet: Fleet) -> None:
    """RunInstances could take it from elsewhere; here there is nothing else."""
    refused = fleet.refusal(RunInstances(region_id=REGION, image_id="img"))
    assert refused.message.startswith('The input parameter "InstanceType"')


def test_an_address_that_is_taken(fleet: Fleet) -> None:
    """One of a row is enough."""
    fleet.run(private_ip_address="172.16.1.2")
    refused = fleet.refusal(RunInstances(**WANTED, amount=3, private_ip_address="172.16.1.1"))
    assert refused.code == "InvalidPrivateIpAddress.Duplicated"


def test_a_zone_that_is_not_the_v_switchs(fleet: Fleet) -> None:
    """A vSwitch that nobody has named yet may be anywhere."""
    fleet.run(v_switch_id="vsw-1", zone_id="cn-hangzhou-k")
    wrong = RunInstances(**WANTED, v_switch_id="vsw-1", zone_id="cn-hangzhou-b")
    assert fleet.refusal(wrong).code == "OperationDenied.ZoneNotAllowed"
    assert fleet.described()[0].zone_id == "cn-hangzhou-k"


def test_a_password_is_not_kept(fleet: Fleet) -> None:
    """It is checked, and nobody can read it anywhere."""
    fleet.run(password="Secret-1234", client_token="t")
    assert not any(b"Secret-1234" in entry for entry in fleet.rehearsal.journal)
