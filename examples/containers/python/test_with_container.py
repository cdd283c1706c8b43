"""A stack in a container for all tests of a file: `pytest test_with_container.py`."""

import os
from collections.abc import Iterator

import httpx
import pytest
from alibabacloud_ess20220222 import models as ess
from alibabacloud_ess20220222.client import Client
from alibabacloud_tea_openapi.models import Config

from scalehook.testing.container_stack import ScalehookContainer


@pytest.fixture(scope="module")
def stack() -> Iterator[ScalehookContainer]:
    """Ready when the first test begins."""
    with ScalehookContainer(os.environ.get("SCALEHOOK_IMAGE", "scalehook")) as running:
        yield running


def test_a_client_of_the_official_sdk(stack: ScalehookContainer) -> None:
    """It needs the address and the keys."""
    config = Config(
        access_key_id=stack.access_key_id,
        access_key_secret=stack.access_key_secret,
        region_id=stack.region,
        endpoint=stack.address,
        protocol="HTTP",
        read_timeout=60_000,  # milliseconds; a machine that runs tests may be busy
    )
    found = Client(config).describe_regions(ess.DescribeRegionsRequest())
    assert found.body.regions


def test_time_is_moved(stack: ScalehookContainer) -> None:
    """As over HTTP from any language."""
    answer = httpx.post(f"{stack.endpoint}/_scalehook/clock/advance", json={"seconds": "6h"})
    assert answer.json()["busy"] == []
