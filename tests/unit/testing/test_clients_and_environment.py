"""Clients of SDKs, variables of child processes, and calls from coroutines."""

import asyncio
import importlib
from typing import Any

import pytest

from scalehook.testing import clients
from scalehook.testing.cloud import Cloud
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded


def test_an_sdk_that_is_not_installed_is_named(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""

    def missing(name: str) -> Any:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(importlib, "import_module", missing)
    for name, distribution in {"slb": "alibabacloud-slb20140515", "mns": "aliyun-mns-sdk"}.items():
        with pytest.raises(clients.NoSdk, match=f"pip install {distribution} "):
            getattr(clients.Clients(cloud), name)


def test_a_client_that_there_is_not(cloud: Cloud) -> None:
    """Those that there are are named, and found by tools."""
    with pytest.raises(AttributeError, match="no client is called 'ees': there are mns, ess"):
        _ = cloud.clients.ees
    assert {"mns", "ess", "ess_2014", "ram", "eventbridge"} <= {*dir(cloud.clients)}


def test_the_environment_of_a_child_process(cloud: Cloud) -> None:
    """What `scalehook env` gives, and the names that Alibaba's SDKs look for."""
    environment = cloud.environment()
    assert environment["SCALEHOOK_ENDPOINT"] == f"http://{environment['SCALEHOOK_HOST']}"
    assert environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] == environment["SCALEHOOK_ACCESS_KEY_SECRET"]
    assert environment["ALIBABA_CLOUD_ACCESS_KEY_ID"] == cloud.access_key_id
    assert "SCALEHOOK_AMQP_URL" not in environment
    assert all(isinstance(value, str) for value in environment.values())


async def test_a_coroutine_waits_beside_its_consumer(cloud: Cloud) -> None:
    """The consumer runs in the test's own loop, and goes on while the test waits."""
    queue = await cloud.aio(cloud.queue, "q")
    group = await cloud.aio(cloud.group, max_size=3)
    await cloud.aio(group.hook, "SCALE_OUT", to=queue)

    async def consume() -> None:
        message = await cloud.aio(queue.receive, wait=30)
        [waiting] = await cloud.aio(lambda: group.waiting)
        assert waiting.token == message.json["content"]["lifecycleActionToken"]
        await cloud.aio(waiting.complete, "ABANDON")

    consumer = asyncio.create_task(consume())
    action = await cloud.aio(group.scale_out)
    ended = await cloud.aio(cloud.events.wait_for, LifecycleActionEnded, action=action, patience=60)
    await consumer
    assert ended.lifecycle_action_result == "ABANDON"


async def test_what_a_call_raises_is_raised(cloud: Cloud) -> None:
    """In the coroutine that awaits it."""
    with pytest.raises(TypeError, match="max_size"):
        await cloud.aio(cloud.group, max_siz=3)
