"""Nothing that a client can send is answered with 500, and nothing that it sends harms the stack."""

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random

import pytest
from alibabacloud_mns_open20220119 import models as m
from mns.queue import Message, QueueMeta
from mns.topic import TopicMeta

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.fuzz.data_plane import DataPlaneRequests
from support.fuzz.line import Line
from support.fuzz.mns import MnsRequests
from support.fuzz.rpc import Calls, catalogue
from support.fuzz.values import Hostile
from support.http import HTTP

SEED = 20260501
RPC_CALLS, MNS_CALLS, DATA_PLANE_CALLS, ROUNDS = 3200, 1800, 300, 10
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackProcess]:
    """A stack whose scripts are only said to run."""
    state: Path = tmp_path_factory.mktemp("stack") / "state"
    state.mkdir()
    environment = {"SCALEHOOK_SCRIPT_RUNNER_EXECUTOR": "simulated"}
    running = StackProcess(state, environment=environment).start()
    yield running
    assert running.stop() == 0, running.log()[-3000:]


def test_no_request_is_answered_with_500(process: StackProcess) -> None:
    """Every operation and every path, with hostile values: no 500, no dead letter, and all goes on, even
    when everything is read again from the journal.
    """
    random, line = Random(SEED), Line(process.address)
    calls, requests = Calls(Hostile(random)), MnsRequests(Hostile(random))
    events = DataPlaneRequests(Hostile(Random(SEED)))
    clients = Clients(process.address, KEY_ID, SECRET)
    problems: list[str] = []
    for _ in range(ROUNDS):
        _set_up(process, clients)
        problems += _rpc_round(line, calls)
        _let_in(clients)
        problems += _round(line, requests, MNS_CALLS)
        problems += _round(line, events, DATA_PLANE_CALLS)
        process.advance(700)
    line.close()
    assert problems == [], f"seed {SEED}: {len(problems)}\n" + "\n".join(problems[:20])
    dead = HTTP.get(f"{process.endpoint}/_scalehook/dead").json()["dead_letters"]
    assert dead == [], f"seed {SEED}: {dead[:5]}"
    _check_that_all_goes_on(process, "at once")
    process.kill()
    process.start()
    _check_that_all_goes_on(process, "after a restart")


def _set_up(process: StackProcess, clients: Clients) -> None:
    """Something that calls can be about; what was there before may have been changed by them."""
    for name in ("fuzz", "fuzz2"):
        queue, topic = clients.mns.get_queue(name), clients.mns.get_topic(name)
        for made, meta in ((queue, QueueMeta()), (topic, TopicMeta())):
            made.delete()
            made.create(meta)
    group = Group(clients)
    group.execute(group.rule(2))
    process.advance(60)
    group.hook(notification_arn=clients.arn("ess", "queue/fuzz"))
    group.execute(group.rule(1))


def _let_in(clients: Clients) -> None:
    """Whoever was shut out of the message service by a call."""
    public = {"endpoint_type": "public"}
    plane = clients.mns_open
    plane.enable_endpoint(m.EnableEndpointRequest(**public))
    listed = plane.get_endpoint_attribute(m.GetEndpointAttributeRequest(**public)).body.data.cidr_list
    if cidrs := [one.cidr for one in listed]:
        given = {**public, "acl_strategy": "allow"}
        plane.revoke_endpoint_acl(m.RevokeEndpointAclRequest(**given, cidr_list=cidrs))


def _rpc_round(line: Line, calls: Calls) -> Iterator[str]:
    operations = cycle(catalogue())
    for cls in islice(operations, RPC_CALLS // ROUNDS):
        given = calls.parameters(cls)
        answer = line.ask("POST", "/", calls.signed(cls, given), FORM)
        if problem := answer.problem():
            yield f"{cls.__name__} {str(given)[:2000]}: {problem}"
        elif answer.status == 200:
            calls.learn(answer.read())


def _round(line: Line, requests: MnsRequests | DataPlaneRequests, calls: int) -> Iterator[str]:
    for _ in range(calls // ROUNDS):
        request = requests.request()
        answer = line.ask(request.method, request.target, request.body, request.headers)
        if problem := answer.problem():
            yield f"{str(request)[:2000]}: {problem}"


def _check_that_all_goes_on(process: StackProcess, text: str) -> None:
    """A call is answered within a second of a processor; a new group scales, a queue delivers."""
    clients = Clients(process.address, KEY_ID, SECRET)
    before, queue = process.processor_seconds(), clients.mns.get_queue("afterwards")
    queue.create(QueueMeta())
    assert process.processor_seconds() - before < 1
    assert HTTP.get(f"{process.endpoint}/readyz").status_code == 200
    group = Group(clients)
    group.execute(group.rule(1))
    process.advance(60)
    assert group.states() == ["InService"]
    queue.send_message(Message(text))
    received = queue.receive_message(0)
    assert received.message_body == text.encode()
    queue.delete_message(received.receipt_handle)
