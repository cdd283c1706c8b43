"""The same services as processes of their own, on RabbitMQ and PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from cloud.group import Group
from cloud.process import KEY_ID, SECRET
from cloud.processes import NAMES, DistributedStack

from scalehook.testing.rabbit import Broker

BOOT = 2


@pytest.fixture(scope="module")
def stack(
    broker: Broker, module_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DistributedStack]:
    """Eight processes."""
    folder = tmp_path_factory.mktemp("distributed")
    running = DistributedStack(broker.vhost(), module_database, folder).start()
    yield running
    codes = running.stop()
    assert set(codes.values()) == {0}, (codes, running.logs())


def test_the_demo(stack: DistributedStack) -> None:
    """All stories, against this stack."""
    environment = {
        **os.environ,
        "SCALEHOOK_ACCESS_KEY_ID": KEY_ID,
        "SCALEHOOK_ACCESS_KEY_SECRET": SECRET,
    }
    done = subprocess.run(
        [sys.executable, "-m", "scalehook.cli", "demo", "--endpoint", stack.endpoint],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr + stack.logs()
    assert "all true" in done.stdout


def test_the_clock_moves_everywhere(stack: DistributedStack) -> None:
    """Six hours pass at once, in order, and the call returns when all is quiet."""
    group = Group(stack.clients())
    group.hook(default_result="ABANDON", heartbeat_timeout=21600)
    activity = group.execute(group.rule(2))
    stack.advance(BOOT)
    assert group.states() == ["Pending:Wait", "Pending:Wait"]
    stack.advance(21599 - BOOT)
    assert group.states() == ["Pending:Wait", "Pending:Wait"]
    stack.advance(BOOT + 1)
    assert group.states() == []
    assert group.actions(activity)[0].lifecycle_action_status == "Timeout"


@pytest.mark.parametrize("name", NAMES)
def test_a_service_is_killed_and_its_standby_goes_on(stack: DistributedStack, name: str) -> None:
    """Nothing is lost, nothing is doubled, and time stands where it stood."""
    group = Group(stack.clients())
    hook = group.hook()
    activity = group.execute(group.rule(1))
    stack.advance(BOOT)
    [action] = group.actions(activity)
    stack.start_one(name)
    stack.kill(name)
    stack.await_ready()
    group.complete(hook, action.lifecycle_action_token)
    with pytest.raises(AlibabaCloudException):
        group.complete(hook, action.lifecycle_action_token)
    stack.advance(0)
    assert group.states() == ["InService"]
    assert len(group.activities()) == 1


def test_no_such_service() -> None:
    """Exit code 2, and the names that there are."""
    done = subprocess.run(
        [sys.executable, "-m", "scalehook.cli", "service", "nothing"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "scaling_controller" in done.stderr


@pytest.mark.parametrize(
    ("setting", "change"),
    [
        ("SCALEHOOK_AMQP_URL", ("guest:guest", "guest:wrong")),
        ("SCALEHOOK_DATABASE_URL", ("/t", "/nosuch")),
    ],
)
def test_servers_that_refuse(
    stack: DistributedStack, setting: str, change: tuple[str, str], tmp_path: Path
) -> None:
    """Exit code 3, and the setting to change."""
    environment = stack.environment()
    environment[setting] = environment[setting].replace(*change)
    done = subprocess.run(
        [sys.executable, "-m", "scalehook.cli", "service", "gateway"],
        capture_output=True,
        text=True,
        timeout=60,
        env={**environment, "SCALEHOOK_PORT": "0"},
    )
    assert done.returncode == 3, done.stderr
    assert setting in done.stderr
    assert "Traceback" not in done.stderr
