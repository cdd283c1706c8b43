"""Clients of MNS in other languages, unmodified, through the whole life of queues and topics."""

import pytest

from support.cloud.process import StackProcess
from support.mns_clients.clients import CLIENTS
from support.mns_clients.program import ClientProgram


@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_a_client(process: StackProcess, client: ClientProgram) -> None:
    """Each sees what the cloud would show it, and knows each error by its type."""
    assert client.run(process.endpoint) == client.sees
