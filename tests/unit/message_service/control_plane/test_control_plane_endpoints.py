"""The public endpoint: who may come in by it, and who is never asked."""

from typing import Any

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors.mns import AccessDenied, ArgumentNotValid
from scalehook_contracts.message_service import queues as rest
from scalehook_contracts.message_service.control_plane.endpoints import (
    AuthorizeEndpointAcl,
    DisableEndpoint,
    EnableEndpoint,
    GetEndpointAttribute,
    RevokeEndpointAcl,
)
from scalehook_contracts.message_service.control_plane.parameters import MOST_CIDRS
from scalehook_contracts.message_service.control_plane.queues import ListQueue
from scalehook_contracts.message_service.messages import ReceiveMessage, SendMessage

PUBLIC = {"endpoint_type": "public"}


def authorize(mns: Rehearsal, *cidrs: str) -> None:
    mns.ask(AuthorizeEndpointAcl(**PUBLIC, acl_strategy="allow", cidr_list=list(cidrs)))


def revoke(mns: Rehearsal, *cidrs: str) -> None:
    mns.ask(RevokeEndpointAcl(**PUBLIC, acl_strategy="allow", cidr_list=list(cidrs)))


def shown(mns: Rehearsal) -> dict[str, Any]:
    return mns.ask(GetEndpointAttribute(**PUBLIC)).data.model_dump(by_alias=True)


def comes_in(mns: Rehearsal, address: str) -> bool:
    try:
        mns.ask(rest.GetQueueAttributes(queue_name="q", client_address=address))
    except AccessDenied:
        return False
    return True


def test_everybody_may_come_in_at_first(mns):
    """The endpoint is enabled, and no network is listed."""
    assert shown(mns) == {"EndpointEnabled": True, "CidrList": []}
    assert comes_in(mns, "198.51.100.1")


def test_nobody_comes_in_by_a_disabled_endpoint(mns):
    """But services and the control plane do; and it can be enabled again."""
    for _ in range(2):
        mns.ask(DisableEndpoint(**PUBLIC))
    authorize(mns, "127.0.0.1")
    assert shown(mns)["EndpointEnabled"] is False
    assert not comes_in(mns, "127.0.0.1")
    assert comes_in(mns, "")
    assert mns.ask(ListQueue()).data.total == 1
    mns.ask(EnableEndpoint(**PUBLIC))
    assert comes_in(mns, "127.0.0.1")


@pytest.mark.parametrize(
    ("cidr", "inside", "outside"),
    [
        ("10.1.0.0/16", "10.1.2.3", "10.2.0.1"),
        ("192.168.1.1/23", "192.168.0.9", "192.168.2.1"),
        ("127.0.0.1", "127.0.0.1", "127.0.0.2"),
        ("2001:db8::/32", "2001:db8::1", "2001:db9::1"),
        ("10.0.0.0/8", "::ffff:10.1.1.1", "::ffff:11.1.1.1"),
        ("0.0.0.0/0", "198.51.100.1", "2001:db8::1"),
        ("0.0.0.0/0", "127.0.0.1", "no address"),
    ],
)
def test_a_listed_network_comes_in_and_no_other(mns, cidr, inside, outside):
    """Bits of a host are no harm, a single address is a network, and either family may be mapped."""
    authorize(mns, cidr)
    assert [(one["Cidr"], one["AclStrategy"]) for one in shown(mns)["CidrList"]] == [(cidr, "allow")]
    for _ in range(2):  # the second time it is known
        assert comes_in(mns, inside)
        assert not comes_in(mns, outside)


def test_a_network_is_listed_once_and_taken_off(mns):
    """In whatever spelling; with the last of them the list ends."""
    authorize(mns, "10.0.0.0/8", "10.0.0.0/8")
    mns.advance(5)
    authorize(mns, "10.9.9.9/8", "11.0.0.0/8")
    assert [(one["Cidr"], one["CreateTime"]) for one in shown(mns)["CidrList"]] == [
        ("10.0.0.0/8", 1767225600),
        ("11.0.0.0/8", 1767225605),
    ]
    revoke(mns, "10.1.1.1/8", "172.16.0.0/12")
    assert not comes_in(mns, "10.0.0.1")
    revoke(mns, "11.0.0.0/8")
    assert comes_in(mns, "10.0.0.1")


@pytest.mark.parametrize("cidr", ["", "10.0.0.0/33", "nobody", "10.0.0", "1.1.1.1/1/1"])
def test_what_is_no_network_is_refused(mns, cidr):
    """All of the list, then."""
    for change in (authorize, revoke):
        with pytest.raises(ArgumentNotValid, match="CidrList"):
            change(mns, "10.0.0.0/8", cidr)
    assert shown(mns)["CidrList"] == []


def test_the_list_has_an_end(mns):
    """More networks than one call may name are not kept."""
    authorize(mns, *(f"10.0.0.{number}" for number in range(MOST_CIDRS)))
    authorize(mns, "10.0.0.1")
    with pytest.raises(ArgumentNotValid, match="at most 200"):
        authorize(mns, "10.0.1.1")


def test_a_long_poll_ends_when_its_client_is_shut_out(mns):
    """It is refused with the next message, which is nobody's then."""
    poll = ReceiveMessage(queue_name="q", wait_seconds=30, client_address="10.0.0.1")
    mns.play(poll, message_id="waiting")
    mns.ask(DisableEndpoint(**PUBLIC))
    mns.ask(SendMessage(queue_name="q", message_body="x"))
    assert isinstance(mns.late["waiting"], AccessDenied)
    assert mns.ask(rest.GetQueueAttributes(queue_name="q")).active_messages == 1


def test_who_may_come_in_is_known_after_a_restart(mns):
    """From the journal."""
    authorize(mns, "10.0.0.0/8")
    mns.restart()
    assert not comes_in(mns, "11.0.0.1")
    mns.ask(DisableEndpoint(**PUBLIC))
    mns.restart()
    assert not comes_in(mns, "10.0.0.1")
