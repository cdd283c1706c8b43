"""Finding instances: every filter works, or is refused."""

import json
from typing import Any

import pytest

from scalehook.kit.api.operations import build
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instance_listing import DescribeInstances, InstanceFilter
from support.fleet import REGION, Fleet

BLUE: dict[str, Any] = {
    "instance_type": "ecs.c7.xlarge",
    "image_id": "blue-img",
    "v_switch_id": "vsw-blue",
    "security_group_id": "sg-blue",
    "key_pair_name": "key-blue",
    "resource_group_id": "rg-blue",
    "instance_name": "blue-1",
    "instance_charge_type": "PrePaid",
    "period": 1,
    "internet_charge_type": "PayByBandwidth",
    "internet_max_bandwidth_out": 1,
    "io_optimized": "none",
    "http_endpoint": "disabled",
    "http_tokens": "required",
    "tags": [InstanceTag(key="team", value="blue"), InstanceTag(key="web", value="")],
}


@pytest.fixture
def two() -> tuple[Fleet, str, str]:
    """A fleet with a blue instance, and one that is as usual."""
    fleet = Fleet.with_settings()
    [blue] = fleet.run(**BLUE)
    fleet.advance(3600)
    [usual] = fleet.run(v_switch_id="vsw-usual")
    return fleet, blue, usual


@pytest.mark.parametrize(
    "wanted",
    [
        {"status": "Running"},
        {"zone_id": "cn-hangzhou-b"},
        {"v_switch_id": "vsw-blue"},
        {"security_group_id": "sg-blue"},
        {"image_id": "blue-img"},
        {"instance_type": "ecs.c7.xlarge"},
        {"instance_type_family": "ecs.c7"},
        {"instance_charge_type": "PrePaid"},
        {"internet_charge_type": "PayByBandwidth"},
        {"key_pair_name": "key-blue"},
        {"resource_group_id": "rg-blue"},
        {"io_optimized": False},
        {"http_endpoint": "disabled"},
        {"http_tokens": "required"},
        {"instance_name": "blue-1"},
        {"instance_name": "b*"},
        {"instance_name": "*u*-1"},
        {"private_ip_addresses": '["172.16.0.10", "9.9.9.9"]'},
        {"public_ip_addresses": '["198.18.0.10"]'},
        {"tags": [InstanceTag(key="team")]},
        {"tags": [InstanceTag(key="team", value="blue"), InstanceTag(key="web")]},
        {"filters": [InstanceFilter(key="CreationEndTime", value="2026-01-01T00:30Z")]},
        {"status": "Running", "zone_id": "cn-hangzhou-b", "image_id": "blue-img"},
    ],
    ids=str,
)
def test_one_filter_finds_one(two: tuple[Fleet, str, str], wanted: dict[str, Any]) -> None:
    """The other one does not fit."""
    fleet, blue, usual = two
    assert fleet.ids(**wanted) == [blue]
    assert fleet.ids(**wanted, instance_ids=json.dumps([usual])) == []


@pytest.mark.parametrize(
    "wanted",
    [
        {"instance_network_type": "classic"},
        {"lock_reason": "security"},
        {"eip_addresses": '["1.1.1.1"]'},
        {"inner_ip_addresses": '["10.0.0.1"]'},
        {"rdma_ip_addresses": "[]"},
        {"ipv6_addresses": ["::1"]},
        {"vpc_id": "vpc-none"},
        {"instance_ids": "[]"},
        {"tags": [InstanceTag(key="team", value="red")]},
        {"tags": [InstanceTag(key="team"), InstanceTag(key="red")]},
        {"instance_name": "*b"},
        {"instance_name": "blue"},
        {"filters": [InstanceFilter(key="CreationStartTime", value="2026-01-02T00:00Z")]},
        {"region_id": "cn-beijing"},
    ],
    ids=str,
)
def test_what_no_instance_has_finds_none(two: tuple[Fleet, str, str], wanted: dict[str, Any]) -> None:
    """That is an answer, and not an error."""
    page = two[0].page(**wanted)
    assert (page.total_count, page.instances) == (0, [])


def test_what_all_have_finds_all(two: tuple[Fleet, str, str]) -> None:
    """They are all in one VPC."""
    fleet, *both = two
    vpc = fleet.one(both[0]).vpc_attributes.vpc_id
    for wanted in ({"vpc_id": vpc}, {"instance_network_type": "vpc"}, {"instance_name": "*"}):
        assert set(fleet.ids(**wanted)) == set(both)


def test_time_and_ids_together(two: tuple[Fleet, str, str]) -> None:
    """Made in a time that is asked for, one of those that are named."""
    fleet, blue, usual = two
    begin = InstanceFilter(key="CreationStartTime", value="2026-01-01T00:30Z")
    end = InstanceFilter(key="CreationEndTime", value="2026-01-01T02:00Z")
    assert fleet.ids(filters=[begin, end]) == [usual]
    assert fleet.ids(filters=[begin], instance_ids=json.dumps([blue, usual])) == [usual]
    assert fleet.ids(filters=[end, begin], instance_ids=json.dumps([blue])) == []


@pytest.mark.parametrize(
    ("wanted", "code", "status"),
    [
        ({"status": "Dead"}, "InvalidStatus.NotFound", 404),
        ({"instance_charge_type": "Free"}, "InvalidInstanceChargeType.NotFound", 404),
        ({"internet_charge_type": "Free"}, "InvalidInternetChargeType.ValueNotSupported", 404),
        ({"instance_network_type": "old"}, "InvalidNetworkType.NotFound", 404),
        ({"lock_reason": "lost-key"}, "InvalidLockReason.NotFound", 404),
        ({"hpc_cluster_id": "hpc-1"}, "InvalidHpcClusterId.NotFound", 400),
        ({"http_endpoint": "open"}, "InvalidParameter", 400),
        ({"http_tokens": "many"}, "InvalidParameter", 400),
        ({"tags": [InstanceTag(value="v")]}, "InvalidTag.Mismatch", 400),
        ({"tags": [InstanceTag(key="k")] * 21}, "InvalidTagCount", 400),
        ({"filters": [InstanceFilter(key="Colour", value="x")]}, "InvalidFilterKey.NotFound", 404),
        ({"filters": [InstanceFilter(value="2026-01-01T00:00Z")]}, "InvalidFilterKey.NotFound", 404),
        ({"filters": [InstanceFilter(key="CreationStartTime", value="now")]}, "InvalidFilterValue", 404),
        ({"eip_addresses": "1.1.1.1"}, "InvalidParameter", 400),
        ({"public_ip_addresses": "{}"}, "InvalidParameter", 400),
        ({"max_results": 10, "next_token": "x"}, "InvalidParameter", 400),
        ({"dry_run": True}, "DryRunOperation", 400),
    ],
    ids=str,
)
def test_what_cannot_be_asked(wanted: dict[str, Any], code: str, status: int) -> None:
    """Each with its documented code."""
    refused = Fleet.with_settings().refusal(DescribeInstances(**{"region_id": REGION, **wanted}))
    assert (refused.code, refused.status) == (code, status)


def test_the_message_names_the_filter() -> None:
    """As the documents have it."""
    fleet = Fleet.with_settings()
    filters = [InstanceFilter(key="Colour")]
    refused = fleet.refusal(DescribeInstances(region_id=REGION, filters=filters))
    assert refused.message == "Invalid filter.1.Key."


def test_pages_by_token() -> None:
    """The last one has no token; a page by number has none either."""
    fleet = Fleet.with_settings()
    fleet.run(25)
    seen, token, pages = [], "", 0
    while pages == 0 or token:
        page = fleet.page(max_results=10, next_token=token)
        seen += [each.instance_id for each in page.instances]
        token, pages = page.next_token, pages + 1
    assert (pages, page.total_count, len(set(seen))) == (3, 25, 25)
    assert seen == fleet.ids()
    assert (fleet.page(page_size=10).next_token, len(fleet.page(next_token="20").instances)) == ("", 5)


@pytest.mark.parametrize("size", ["0", "101", "x"])
def test_a_page_by_token_has_a_size(size: str) -> None:
    """1 to 100."""
    with pytest.raises(ApiError):
        build(DescribeInstances, {"RegionId": REGION, "MaxResults": size})


def test_stars_in_any_number(two: tuple[Fleet, str, str]) -> None:
    """Many of them match in no time; other signs stand for themselves."""
    fleet, blue, _ = two
    assert fleet.ids(instance_name="**bl*" + "*" * 100) == [blue]
    assert fleet.ids(instance_name="*l*" * 60) == []
    for pattern in ("blue.1", "*blue.1", "*[b]lue*", "*(*"):
        assert fleet.ids(instance_name=pattern) == []


def test_a_name_that_changes_is_found_anew(two: tuple[Fleet, str, str]) -> None:
    """A name that two have is there until both have lost it."""
    fleet, blue, _ = two
    [twin] = fleet.run(instance_name="blue-1")
    assert fleet.ids(instance_name="blue-*") == [blue, twin]
    fleet.state.register.change(fleet.state.instances[twin], instance_name="red")
    assert fleet.ids(instance_name="blue-*") == [blue]
    assert fleet.ids(instance_name="r*") == [twin]
    fleet.state.register.change(fleet.state.instances[blue], instance_name="red")
    assert fleet.ids(instance_name="blue-*") == []
