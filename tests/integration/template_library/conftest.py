"""One stack for all of these tests, whose scripts are simulated, emptied for each."""

from collections.abc import Iterator

import pytest

from scalehook.script_runner.settings import Settings
from scalehook.testing.cloud import Cloud
from scalehook.testing.running import running_stack
from support.hook_stage import HookStage


@pytest.fixture(scope="package")
def library_cloud() -> Iterator[Cloud]:
    """In this process, in memory."""
    with running_stack(script_runner=Settings(executor="simulated")) as cloud:
        yield cloud


@pytest.fixture
def stage(library_cloud: Cloud) -> HookStage:
    """With a role, a group, and a resource of each kind."""
    return HookStage(library_cloud)
