"""Clients of MNS, unmodified: the whole life of queues and topics in each language, and credentials of
several kinds.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from alibabacloud_ram20150501 import models as ram
from alibabacloud_sts20150401 import models as sts
from mns.account import Account
from mns.mns_exception import MNSServerException
from mns.queue import Message, QueueMeta

from support.cloud.clients import Clients
from support.cloud.process import StackProcess
from support.mns_clients.clients import CLIENTS
from support.mns_clients.program import ClientProgram

STATEMENTS = [
    {"Effect": "Allow", "Action": "mns:*", "Resource": "acs:mns:*:*:/queues/of-a-role/messages"},
    {"Effect": "Deny", "Action": "mns:ReceiveMessage", "Resource": "*"},
    {
        "Effect": "Deny",
        "Action": "mns:PeekMessage",
        "Resource": "*",
        "Condition": {"Bool": {"acs:SecureTransport": ["false"]}},
    },
]


@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_a_client(process: StackProcess, client: ClientProgram) -> None:
    """Each sees what the cloud would show it, and knows each error by its type."""
    assert client.run(process.endpoint) == client.sees


def test_credentials_of_a_role(process: StackProcess, clients: Clients) -> None:
    """They come with a token, and may what the role may: a batch whatever its single call may."""
    clients.mns.get_queue("of-a-role").create(QueueMeta())
    given = assumed(clients)
    queue = account(process, given.security_token, given).get_queue("of-a-role")
    queue.send_message(Message("one"))
    assert len(queue.batch_send_message([Message("two"), Message("three")])) == 2
    assert refused(queue.receive_message) == "AccessDenied"
    assert refused(lambda: queue.batch_receive_message(16)) == "AccessDenied"
    assert refused(queue.peek_message) == "AccessDenied"
    assert refused(queue.get_attributes) == "AccessDenied"
    for token in ("", "another"):
        stranger = account(process, token, given).get_queue("of-a-role")
        assert "SecurityToken" in refused(lambda: stranger.send_message(Message("x")))  # noqa: B023  (at once)


def account(process: StackProcess, token: str, given: Any) -> Any:
    """The client with credentials of a role."""
    return Account(process.endpoint, given.access_key_id, given.access_key_secret, token)


def assumed(clients: Clients) -> Any:
    """Credentials of a role with those statements, for a user who may assume it."""
    clients.ram.create_user(ram.CreateUserRequest(user_name="mns"))
    key = clients.ram.create_access_key(ram.CreateAccessKeyRequest(user_name="mns")).body.access_key
    assuming = [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]
    for name, statements in (("mns-assume", assuming), ("mns-role", STATEMENTS)):
        document = json.dumps({"Version": "1", "Statement": statements})
        made = ram.CreatePolicyRequest(policy_name=name, policy_document=document)
        clients.ram.create_policy(made)
    clients.ram.attach_policy_to_user(
        ram.AttachPolicyToUserRequest(policy_type="Custom", policy_name="mns-assume", user_name="mns")
    )
    trusted = {"RAM": [f"acs:ram::{clients.account}:root"]}
    trust = [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": trusted}]
    document = json.dumps({"Version": "1", "Statement": trust})
    role = clients.ram.create_role(
        ram.CreateRoleRequest(role_name="Sender", assume_role_policy_document=document)
    ).body.role
    clients.ram.attach_policy_to_role(
        ram.AttachPolicyToRoleRequest(policy_type="Custom", policy_name="mns-role", role_name="Sender")
    )
    user = Clients(clients.address, key.access_key_id, key.access_key_secret)
    request = sts.AssumeRoleRequest(role_arn=role.arn, role_session_name="test")
    return user.sts.assume_role(request).body.credentials


def refused(ask: Callable[[], object]) -> str:
    """With which code."""
    with pytest.raises(MNSServerException) as caught:
        ask()
    return str(caught.value.type)
