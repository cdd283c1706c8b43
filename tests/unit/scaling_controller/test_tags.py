"""Tags of scaling groups: given, taken, listed, and found by."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.api.operations import build
from scalehook.scaling_controller.state.tags import TagIndex
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups
from scalehook_contracts.scaling_controller.tags import (
    GroupTag,
    ListTagKeys,
    ListTagResources,
    ListTagValues,
    TagCriterion,
    TagFilter,
    TagResources,
    UntagResources,
)
from support.scaling.cloud import REGION, Cloud
from support.scaling.groups import create, delete, described, refusal

OF_GROUPS = {"region_id": REGION, "resource_type": "scalinggroup"}


def tag(cloud: Cloud, *groups: str, propagate: bool = False, **tags: str) -> None:
    given_tags = [GroupTag(key=k, value=v, propagate=propagate) for k, v in tags.items()]
    cloud.ask(TagResources(**OF_GROUPS, resource_ids=list(groups), tags=given_tags))


def untag(cloud: Cloud, *groups: str, **how: Any) -> None:
    cloud.ask(UntagResources(**OF_GROUPS, resource_ids=list(groups), **how))


def tags(cloud: Cloud, group: str = "") -> dict[str, str]:
    return {one.tag_key: one.tag_value for one in described(cloud, group).tags}


def listed(cloud: Cloud, **asked: Any) -> list[tuple[str, str, str]]:
    page = cloud.ask(ListTagResources(**OF_GROUPS, **asked))
    return [(one.resource_id, one.tag_key, one.tag_value) for one in page.tag_resources]


def found(cloud: Cloud, key: str, value: str | None = None) -> list[str]:
    criterion = TagFilter(key=key, value=value)
    page = cloud.ask(DescribeScalingGroups(region_id=REGION, tags=[criterion]))
    return [group.scaling_group_id for group in page.scaling_groups]


def test_tags_are_given_and_replaced() -> None:
    """Of several groups at once; a key that is there gets the new value and propagation."""
    cloud = Cloud()
    other = create(cloud)
    tag(cloud, cloud.group, other, colour="red", size="")
    tag(cloud, other, propagate=True, colour="blue")
    assert tags(cloud) == {"colour": "red", "size": ""}
    assert tags(cloud, other) == {"colour": "blue", "size": ""}
    assert [one.propagate for one in described(cloud, other).tags] == [True, False]


def test_tags_are_taken() -> None:
    """By their keys, of which some may not be there; or all, where no key is given."""
    cloud = Cloud()
    tag(cloud, cloud.group, a="1", b="2", c="3")
    untag(cloud, cloud.group, tag_keys=["a", "x"], all=True)
    assert tags(cloud) == {"b": "2", "c": "3"}
    untag(cloud, cloud.group, all=True)
    assert tags(cloud) == {}


def test_groups_are_found_by_what_tags_they_have_now() -> None:
    """Filters keep in step."""
    cloud = Cloud()
    other = create(cloud, tags=[GroupTag(key="colour", value="red")])
    tag(cloud, cloud.group, colour="red")
    assert found(cloud, "colour", "red") == [other, cloud.group]
    tag(cloud, other, colour="blue")
    assert (found(cloud, "colour", "red"), found(cloud, "colour", "blue")) == ([cloud.group], [other])
    untag(cloud, other, all=True)
    assert (found(cloud, "colour"), found(cloud, "colour", "blue")) == ([cloud.group], [])


def test_listed_by_groups_by_tags_and_by_both() -> None:
    """Both at once: what satisfies both; all tags of the groups that are found."""
    cloud = Cloud()
    other = create(cloud)
    tag(cloud, cloud.group, colour="red", size="s")
    tag(cloud, other, colour="red")
    first, second = (cloud.group, "colour", "red"), (cloud.group, "size", "s")
    third = (other, "colour", "red")
    assert listed(cloud, resource_ids=[cloud.group]) == [first, second]
    assert listed(cloud, resource_ids=[cloud.group, "asg-none", cloud.group]) == [first, second]
    assert listed(cloud, tags=[TagCriterion(key="colour")]) == [first, second, third]
    assert listed(cloud, tags=[TagCriterion(key="colour", value="blue")]) == []
    assert listed(cloud, tags=[TagCriterion(key="colour"), TagCriterion(key="size")]) == [first, second]
    assert listed(cloud, tags=[TagCriterion(key="colour")], resource_ids=[other]) == [third]


def test_how_a_tag_is_listed() -> None:
    """With the resource type in the documented form."""
    cloud = Cloud()
    tag(cloud, cloud.group, propagate=True, a="1")
    command = ListTagResources(**OF_GROUPS, resource_ids=[cloud.group])
    [seen] = cloud.ask(command).tag_resources
    assert (seen.resource_type, seen.propagate) == ("ALIYUN::ESS::SCALINGGROUP", True)


def test_listed_page_by_page() -> None:
    """Fifty tags at a time; the token of the last page is empty."""
    cloud = Cloud()
    groups = [create(cloud) for _ in range(4)]
    for group in groups:
        tag(cloud, group, **{f"k{number:02}": "v" for number in range(15)})
    command = ListTagResources(**OF_GROUPS, resource_ids=groups)
    first = cloud.ask(command)
    second = cloud.ask(command.model_copy(update={"next_token": first.next_token}))
    assert (len(first.tag_resources), len(second.tag_resources), second.next_token) == (50, 10, "")


def test_keys_and_values() -> None:
    """Each once, in order, page by page; those of a deleted group are gone."""
    cloud = Cloud()
    other = create(cloud)
    tag(cloud, cloud.group, b="2", a="1")
    tag(cloud, other, a="0", c="3")
    page = cloud.ask(ListTagKeys(**OF_GROUPS, page_size=2))
    assert (page.keys, page.page_size) == (["a", "b"], 2)
    rest = cloud.ask(ListTagKeys(**OF_GROUPS, page_size=2, next_token=page.next_token))
    assert (rest.keys, rest.next_token) == (["c"], "")
    assert cloud.ask(ListTagValues(**OF_GROUPS, key="a")).values == ["0", "1"]
    delete(cloud)
    assert cloud.ask(ListTagKeys(**OF_GROUPS)).keys == ["a", "c"]
    assert cloud.ask(ListTagValues(**OF_GROUPS, key="a")).values == ["0"]
    assert cloud.ask(ListTagValues(**OF_GROUPS, key="b")).values == []


@pytest.mark.parametrize(
    "command",
    [
        lambda **of: TagResources(**of, resource_ids=["x"], tags=[GroupTag(key="a")]),
        lambda **of: UntagResources(**of, resource_ids=["x"], all=True),
        lambda **of: ListTagResources(**of, resource_ids=["x"]),
        lambda **of: ListTagKeys(**of),
        lambda **of: ListTagValues(**of, key="a"),
    ],
)
def test_what_has_no_tags(command: Any) -> None:
    """Other types of resources, and other regions; the type in any letter case."""
    cloud = Cloud()
    assert refusal(cloud, command(region_id=REGION, resource_type="instance")) == (
        "InvalidResourceType.NotFound",
        "The ResourceType provided does not exist in our records.",
    )
    elsewhere = command(region_id="cn-nowhere", resource_type="scalinggroup")
    assert refusal(cloud, elsewhere)[0] == "InvalidRegionId.NotFound"


def test_the_type_in_any_letter_case() -> None:
    """As clients write it."""
    asked = ListTagKeys(region_id=REGION, resource_type="ScalingGroup")
    assert Cloud().ask(asked).keys == []


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (TagResources(**OF_GROUPS, tags=[GroupTag(key="a")]), "MissingParameter"),
        (UntagResources(**OF_GROUPS, all=True), "MissingParameter"),
        (ListTagResources(**OF_GROUPS), "MissingParameter"),
        (ListTagResources(**OF_GROUPS, tags=[TagCriterion(value="a")]), "MissingParameter.TagKey"),
        (ListTagResources(**OF_GROUPS, resource_ids=["x"], next_token="x"), "InvalidParameter"),
        (ListTagValues(**OF_GROUPS, key="acs:a"), "InvalidTagKey.Malformed"),
        (UntagResources(**OF_GROUPS, resource_ids=["x"], all=True), "InvalidScalingGroupId.NotFound"),
    ],
)
def test_what_is_refused(command: Any, code: str) -> None:
    """What is missing, malformed or unknown."""
    assert refusal(Cloud(), command)[0] == code


def test_an_unknown_group_among_known_ones() -> None:
    """None of them is tagged."""
    cloud = Cloud()
    with pytest.raises(ApiError, match=r"InvalidScalingGroupId\.NotFound"):
        tag(cloud, cloud.group, "asg-none", a="1")
    assert tags(cloud) == {}


@pytest.mark.parametrize(
    ("tags_given", "code"),
    [
        ([], "MissingParameter"),
        ([GroupTag(key="")], "InvalidTagKey.Malformed"),
        ([GroupTag(key="a" * 129)], "InvalidTagKey.Malformed"),
        ([GroupTag(key="aliyun-a")], "InvalidTagKey.Malformed"),
        ([GroupTag(key="see-https://a")], "InvalidTagKey.Malformed"),
        ([GroupTag(key="a", value="b" * 129)], "InvalidParameter"),
        ([GroupTag(key="a", value="http://b")], "InvalidParameter"),
        ([GroupTag(key="a"), GroupTag(key="a", value="b")], "InvalidParameter"),
    ],
)
def test_tags_that_are_malformed(tags_given: list[GroupTag], code: str) -> None:
    """By key, by value, or the same key twice."""
    cloud = Cloud()
    command = TagResources(**OF_GROUPS, resource_ids=[cloud.group], tags=tags_given)
    assert refusal(cloud, command)[0] == code


def test_no_more_than_twenty_tags() -> None:
    """Of one group; the longest key and value are good, and a key that is there takes no room."""
    cloud = Cloud()
    tag(cloud, cloud.group, **{f"k{number}": "v" for number in range(19)})
    tag(cloud, cloud.group, **{"x" * 128: "y" * 128, "k0": "w"})
    command = TagResources(**OF_GROUPS, resource_ids=[cloud.group], tags=[GroupTag(key="one-more")])
    assert refusal(cloud, command) == (
        "InvalidTags.ListSize",
        'The specified tags list size cannot be more than "20".',
    )


@pytest.mark.parametrize(
    ("operation", "name", "value"),
    [
        (TagResources, "ResourceIds", ["x"] * 51),
        (TagResources, "Tags", [{"Key": "a"}] * 21),
        (ListTagKeys, "PageSize", "51"),
        (ListTagKeys, "PageSize", "0"),
        (UntagResources, "All", "perhaps"),
    ],
)
def test_values_that_are_refused(operation: Any, name: str, value: Any) -> None:
    """Lists that are too long, and pages that are too large."""
    with pytest.raises(ApiError) as caught:
        build(operation, {"RegionId": REGION, "ResourceType": "scalinggroup", name: value})
    assert (caught.value.code, f'"{name}"' in caught.value.message) == ("InvalidParameter", True)


@given(st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=4)))
def test_the_index_has_what_groups_have(groups: list[list[tuple[str, str]]]) -> None:
    """However tags come and go; and nothing when all have gone."""
    index = TagIndex()
    all_tags = [[GroupTag(key=key, value=value) for key, value in group] for group in groups]
    for group in all_tags:
        index.add(group)
    for number, group in enumerate(all_tags):
        there = {(t.key, t.value) for rest in all_tags[number:] for t in rest}
        assert list(index.keys()) == sorted({key for key, _ in there})
        assert {(key, value) for key in index.keys() for value in index.values(key)} == there  # noqa: SIM118
        index.remove(group)
    assert list(index.keys()) == []
