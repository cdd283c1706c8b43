"""The past over HTTP, for tests in any language."""

import json
from collections.abc import Generator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import httpx

from scalehook.testing.cloud import Cloud
from support.patience import PATIENCE_SECONDS


def stream(cloud: Cloud, query: str) -> Generator[dict[str, Any], None, None]:
    url = f"{cloud.endpoint}/_scalehook/events?{query}"
    with httpx.stream("GET", url, timeout=PATIENCE_SECONDS, trust_env=False) as answer:
        for line in answer.iter_lines():
            if line.startswith("data:"):
                yield json.loads(line[5:])


def test_the_past_comes_first_and_nothing_twice(cloud: Cloud) -> None:
    """In order of time, from the given one on; then what happens."""
    cloud.queue("before")
    cloud.advance("1h")
    since = cloud.now - timedelta(minutes=1)
    for name in ("one", "two"):
        cloud.queue(name)
    found = stream(cloud, f"type=QueueCreated&since={quote(since.isoformat())}")
    names = [next(found)["body"]["QueueName"] for _ in range(2)]
    cloud.queue("three")
    cloud.topic("t")
    cloud.queue("four")
    names += [next(found)["body"]["QueueName"] for _ in range(2)]
    found.close()
    assert names == ["one", "two", "three", "four"]


def test_what_is_not_known_is_refused(cloud: Cloud) -> None:
    """Before the stream begins."""
    answer = httpx.get(f"{cloud.endpoint}/_scalehook/events?since=soon", trust_env=False)
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
