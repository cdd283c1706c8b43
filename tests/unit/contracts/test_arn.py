"""ARNs, and the receivers that they name."""

import pytest

from scalehook_contracts.arn import Arn
from scalehook_contracts.receiver import Kind, Receiver


@pytest.mark.parametrize(
    "text", ["", "acs", "acs:mns:r:a", "arn:mns:r:a:queue/q", "acs::r:a:q", "acs:mns:r:a:"]
)
def test_arns_that_are_none(text: str) -> None:
    """Are refused."""
    with pytest.raises(ValueError, match="ARN"):
        Arn.parse(text)


def test_arns() -> None:
    """Taken apart and put together again; colons in names belong to them."""
    text = "acs:oos:cn-hangzhou:1:template/ACS::ECS::RunCommand"
    arn = Arn.parse(text)
    assert (arn.kind, arn.name, str(arn)) == ("template", "ACS::ECS::RunCommand", text)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("acs:mns:cn-hangzhou:1:queue/q1", Kind.QUEUE, "q1"),
        ("acs:mns:cn-hangzhou:1:topic/t1", Kind.TOPIC, "t1"),
        ("acs:oos:cn-hangzhou:1:template/A-B", Kind.TEMPLATE, "A-B"),
        ("acs:eventbridge:cn-hangzhou:1:eventbus/default", Kind.EVENT_BUS, "default"),
        ("acs:ess:cn-hangzhou:1:queue/q1", Kind.QUEUE, "q1"),
        ("acs:ess:cn-hangzhou:1:topic/t1", Kind.TOPIC, "t1"),
        ("acs:ess:cn-hangzhou:1:oos/A-B", Kind.TEMPLATE, "A-B"),
    ],
)
def test_receivers(text: str, kind: Kind, name: str) -> None:
    """Each documented form and each of earlier years; region and account can be asked for."""
    receiver = Receiver.parse(text)
    assert (receiver.kind, receiver.name, str(receiver.arn)) == (kind, name, text)
    assert (receiver.arn.region, receiver.arn.account) == ("cn-hangzhou", "1")


@pytest.mark.parametrize(
    "text",
    [
        "", "nope", "acs:mns:cn-hangzhou:1:queues/q1", "acs:mns:cn-hangzhou:1:queue/",
        "acs:mns:cn-hangzhou::queue/q1", "acs:ecs:cn-hangzhou:1:queue/q1", "acs:mns:cn-hangzhou:1:q1",
        "acs:ess:cn-hangzhou:1:null/null",
    ],
)  # fmt: skip
def test_receivers_that_are_none(text: str) -> None:
    """Other forms, and ones without account or name, are refused."""
    with pytest.raises(ValueError, match=r"ARN|receiver"):
        Receiver.parse(text)


def test_only_templates_take_parameters() -> None:
    """Their metadata has to be a JSON object; the others pass on what it says."""
    assert [kind for kind in Kind if kind.takes_parameters] == [Kind.TEMPLATE]
