"""A message service on its own, and shorthands for what most tests do."""

from collections.abc import Callable
from functools import cache

import pytest

from scalehook.message_service.service import SERVICE
from scalehook.message_service.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.message_service.messages import MessageSent, SendMessage
from scalehook_contracts.message_service.queues import CreateQueue
from support.queues.dead_letters import give, policy
from support.signing_keys import signing_key


@cache
def many_queues() -> Settings:
    """Read once: to look at the environment takes longer than most tests."""
    return Settings(mns_most_queues=2000)


@pytest.fixture
def mns() -> Rehearsal:
    """A message service with one queue, `q`."""
    rehearsal = Rehearsal(SERVICE, many_queues().model_copy())
    rehearsal.ask(CreateQueue(queue_name="q"))
    return rehearsal


@pytest.fixture
def signing(mns: Rehearsal) -> Rehearsal:
    """One that can sign pushes."""
    mns.ask(signing_key())
    return mns


@pytest.fixture
def send(mns: Rehearsal) -> Callable[..., MessageSent]:
    """Send a message to `q`."""

    def send(body: str = "hello", **more: int) -> MessageSent:
        return mns.ask(SendMessage(queue_name="q", message_body=body, **more))

    return send


@pytest.fixture
def dead(mns: Rehearsal) -> Rehearsal:
    """`q` has a dead-letter queue, `dead`; messages are received twice."""
    mns.ask(CreateQueue(queue_name="dead"))
    give(mns, "q", dlq_policy=policy())
    return mns
