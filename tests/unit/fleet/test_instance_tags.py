"""Tags of instances."""

from typing import Any

import pytest

from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instance_tags import ListTagResources, TagResources, UntagResources
from support.fleet import REGION, Fleet

KINDS = [TagResources, UntagResources, ListTagResources]


def tag(key: str, value: str = "") -> InstanceTag:
    return InstanceTag(key=key, value=value)


def request(kind: Any, *ids: str, **more: Any) -> Any:
    given = {"region_id": REGION, "resource_type": "instance", "resource_ids": list(ids)}
    return kind(**{**given, **more})


def listed(fleet: Fleet, *ids: str, **more: Any) -> list[tuple[str, str, str]]:
    page = fleet.ask(request(ListTagResources, *ids, **more))
    return [(each.resource_id, each.tag_key, each.tag_value) for each in page.tag_resources]


def test_tags_come_and_go(fleet: Fleet) -> None:
    """A key that is there already gets the new value; instances are found by what they have."""
    first, second = fleet.running(2)
    fleet.ask(request(TagResources, first, second, tags=[tag("team", "blue"), tag("env", "test")]))
    fleet.ask(request(TagResources, first, tags=[tag("team", "red")]))
    assert listed(fleet, first) == [(first, "team", "red"), (first, "env", "test")]
    assert fleet.ids(tags=[tag("team", "blue")]) == [second]
    fleet.ask(request(UntagResources, first, second, tag_keys=["team", "none"]))
    assert fleet.ids(tags=[tag("team")]) == []
    fleet.ask(request(UntagResources, second, all=True))
    assert listed(fleet, first, second) == [(first, "env", "test")]
    fleet.rehearsal.restart()
    assert fleet.ids(tags=[tag("env", "test")]) == [first]


def test_tags_are_listed_by_tags(fleet: Fleet) -> None:
    """Of all instances that have them; unknown ids are passed over."""
    [first] = fleet.run(tags=[tag("team", "blue"), tag("env", "test")])
    [second] = fleet.run(tags=[tag("team", "red")])
    assert {each[0] for each in listed(fleet, tags=[tag("team")])} == {first, second}
    assert {each[0] for each in listed(fleet, tags=[tag("team", "blue"), tag("env")])} == {first}
    assert listed(fleet, "i-none", second, tags=[tag("env")]) == []


def test_a_page_of_tags(fleet: Fleet) -> None:
    """50 at a time."""
    fleet.run(30, tags=[tag("a"), tag("b")])
    page = fleet.ask(request(ListTagResources, tags=[tag("a")]))
    rest = fleet.ask(request(ListTagResources, tags=[tag("a")], next_token=page.next_token))
    assert (len(page.tag_resources), len(rest.tag_resources), rest.next_token) == (50, 10, "")


def test_the_tag_of_the_scaling_group(fleet: Fleet) -> None:
    """An instance that scaling has made says so; it is nobody's to take away."""
    fleet.launch(tags=[tag("team", "blue")])
    [made] = fleet.ids(tags=[tag("acs:autoscaling:scalingGroupId", "asg")])
    fleet.ask(request(UntagResources, made, all=True))
    assert listed(fleet, made) == [(made, "acs:autoscaling:scalingGroupId", "asg")]


@pytest.mark.parametrize("kind", KINDS)
def test_what_all_of_them_refuse(fleet: Fleet, kind: Any) -> None:
    """Another region, another kind of resource, too many of them, none."""
    refused = [
        ({"region_id": "cn-beijing"}, "InvalidRegionId.NotFound"),
        ({"resource_type": "disk"}, "InvalidResourceType.NotFound"),
        ({"resource_ids": ["i-1"] * 51}, "NumberExceed.ResourceIds"),
        ({}, "MissingParameter"),
    ]
    for given, code in refused:
        assert fleet.refusal(request(kind, **given)).code == code


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        (TagResources, {}, "MissingParameter.Tags"),
        (UntagResources, {}, "MissingParameter.Tags"),
        (UntagResources, {"tag_keys": ["k"] * 21}, "NumberExceed.Tags"),
        (TagResources, {"tags": [tag("", "v")]}, "InvalidTag.Mismatch"),
        (TagResources, {"tags": [tag("k" * 129)]}, "InvalidTagKey.Malformed"),
        (TagResources, {"tags": [tag("aliyun-k")]}, "InvalidTagKey.Malformed"),
        (TagResources, {"tags": [tag("k", "http://v")]}, "InvalidTagValue.Malformed"),
        (TagResources, {"tags": [tag("k", "1"), tag("k", "2")]}, "Duplicate.TagKey"),
        (TagResources, {"tags": [tag(f"k{n}") for n in range(21)]}, "NumberExceed.Tags"),
        (ListTagResources, {"tags": [tag(f"k{n}") for n in range(21)]}, "InvalidTagCount"),
        (ListTagResources, {"tags": [tag("", "v")]}, "InvalidTag.Mismatch"),
        (ListTagResources, {"next_token": "x"}, "InvalidParameter"),
    ],
    ids=str,
)
def test_tags_that_do_not_fit(fleet: Fleet, kind: Any, given: dict[str, Any], code: str) -> None:
    """Each with its code."""
    assert fleet.refusal(request(kind, *fleet.run(), **given)).code == code


def test_more_tags_than_an_instance_can_have(fleet: Fleet) -> None:
    """With those that it has; none of the instances gets any."""
    [full], [empty] = fleet.run(tags=[tag(f"k{n}") for n in range(20)]), fleet.run()
    refused = fleet.refusal(request(TagResources, empty, full, tags=[tag("one more")]))
    assert refused.code == "OperationDenied.QuotaExceed"
    fleet.ask(request(TagResources, full, tags=[tag("k7", "new")]))


def test_one_instance_that_is_not_there(fleet: Fleet) -> None:
    """Among others: none of them changes."""
    [made] = fleet.run()
    for kind, more in ((TagResources, {"tags": [tag("k")]}), (UntagResources, {"all": True})):
        refused = fleet.refusal(request(kind, made, "i-none", **more))
        assert (refused.code, refused.status) == ("InvalidResourceId.NotFound", 404)
