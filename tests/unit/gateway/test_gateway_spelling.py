"""Numbers and booleans in requests: one spelling each, and structures with no parts of their own."""

import pytest

from scalehook.gateway.rpc.naming import as_spelt
from scalehook.gateway.rpc.parameters import assemble
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook

ODD_NUMBERS = ["6_00", "+600", "600.0", " 600", "600 ", "0x10", "6e2", "６００", "six", "--6", "-"]


@pytest.mark.parametrize("value", ODD_NUMBERS)
def test_a_whole_number_in_digits(value: str) -> None:
    """Anything else gets the operation's code for a bad value, with the parameter's name."""
    with pytest.raises(ApiError) as caught:
        assemble(CreateLifecycleHook, {"HeartbeatTimeout": value})
    assert caught.value.code == "InvalidParamter"


@pytest.mark.parametrize("value", ODD_NUMBERS)
def test_in_a_structure_too(value: str) -> None:
    """At any depth."""
    with pytest.raises(ApiError, match="HeartbeatTimeout") as caught:
        assemble(CreateScalingGroup, {"LifecycleHook.1.HeartbeatTimeout": value})
    assert caught.value.code == "InvalidParameter"


@pytest.mark.parametrize("value", ["true", "True", "TRUE", "false", "False"])
def test_booleans_of_every_sdk(value: str) -> None:
    """In any letter case."""
    assert assemble(CreateScalingGroup, {"GroupDeletionProtection": value})


@pytest.mark.parametrize("value", ["yes", "1", "0", "t", "on", "no", " true"])
def test_no_other_booleans(value: str) -> None:
    """A word that one reader takes for true, another does not."""
    with pytest.raises(ApiError, match="GroupDeletionProtection"):
        assemble(CreateScalingGroup, {"GroupDeletionProtection": value})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Tag.1.Colour", "Tags.1.Colour"),
        ("Tags.1.Key.1", "Tags.1.Key.1"),
        ("LifecycleHook.1", "LifecycleHooks.1"),
        ("Tag.3.Key.x", "Tags.3.Key.x"),
        ("Tag.2.Propagate", "Tags.2.Propagate"),
        ("CapacityOptions.OnDemandBaseCapacity", "CapacityOptions.OnDemandBaseCapacity"),
        ("VServerGroup.1.VServerGroupAttribute.2.Port", "VServerGroups.1.VServerGroupAttributes.2.Port"),
        ("VSwitchIds.1.x", "VSwitchIds.1.x"),
    ],
)
def test_a_structure_has_its_own_parts_only(name: str, told: str) -> None:
    """What it does not have would be lost without a word; what it has is spelt as elsewhere. The message
    tells the whole way there.
    """
    with pytest.raises(ApiError) as caught:
        assemble(CreateScalingGroup, {name: "x"})
    assert f'"{told}"' in caught.value.message


@pytest.mark.parametrize(
    ("given", "documented", "told"),
    [
        ("Tag.1.Key", "Tags.1.Key", "Tag.1.Key"),
        ("Tag.1.Value", "Tags.1.Key", "Tag.1.Key"),
        ("Tag.1.Key", "Tags", "Tag"),
        ("Tags.1.Key", "Tags.1.Key", "Tags.1.Key"),
        ("tag.1.key", "Tags.1.Key", "tag.1.key"),
        ("RemovalPolicy.2", "RemovalPolicies.1", "RemovalPolicy.1"),
        ("RemovalPolicy.2", "RemovalPoliciesOther", "RemovalPoliciesOther"),
        ("VSwitchIds.1", "VSwitchIds", "VSwitchIds"),
        ("Tag.1.Key", "LifecycleHooks.1.HeartbeatTimeout", "LifecycleHooks.1.HeartbeatTimeout"),
        (
            "VServerGroup.1.VServerGroupAttribute.2.Port",
            "VServerGroups.1.VServerGroupAttributes.2.Port",
            "VServerGroup.1.VServerGroupAttribute.2.Port",
        ),
        ("Tag" + ".1" * 200, "Tags", "Tags"),
    ],
)
def test_messages_name_parameters_as_the_request_does(given: str, documented: str, told: str) -> None:
    """Lists have other names in the older version of the API; what is not given keeps its own."""
    names = ["Action", "RegionId", given]
    for message in (
        'The input parameter "{}" that is mandatory for processing this request is not supplied.',
        "The value of parameter {} and parameter MaxSize are conflict.",
    ):
        found = as_spelt(message.format(documented), CreateScalingGroup, names)
        assert found == message.format(told)


def test_other_words_of_a_message_stay() -> None:
    """Values that it repeats, too."""
    message = 'The specified tag key "Tags" is not valid.'
    assert as_spelt(message, CreateScalingGroup, ["Tag.1.Key"]) == message
