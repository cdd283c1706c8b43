"""Warms the cache of a new instance before it is put into service: `python consumer.py`.

`CACHES` says where the cache of an instance answers: `http://127.0.0.1:8600/{instance}`. The database
behind it is spared: a batch of keys, then a pause.
"""

import asyncio
import os

import httpx

from scalehook.consumer import Consumer, LifecycleAction

CACHES = os.environ.get("CACHES", "http://127.0.0.1:8600/{instance}")
KEYS = [f"product-{number}" for number in range(60)]  # those that are asked for most
BATCH, PAUSE = 5, 180  # seconds
consumer = Consumer("warm-cache")


@consumer.on("SCALE_OUT")
async def warm(action: LifecycleAction) -> None:
    """Takes over half an hour, whatever the hook waits: the heartbeats run meanwhile. An instance
    whose cache cannot be filled is given up.
    """
    async with httpx.AsyncClient(timeout=10) as http:
        urls = [CACHES.format(instance=instance) for instance in action.instance_ids]
        await asyncio.gather(*(fill(http, url, action) for url in urls))


async def fill(http: httpx.AsyncClient, url: str, action: LifecycleAction) -> None:
    """Batch after batch."""
    for first in range(0, len(KEYS), BATCH):
        for key in KEYS[first : first + BATCH]:
            (await http.put(f"{url}/{key}", content=read(key))).raise_for_status()
        print(f"{url}: {first + BATCH} of {len(KEYS)}, {action.heartbeats} heartbeats", flush=True)
        await action.sleep(PAUSE)


def read(key: str) -> str:
    """What your database says."""
    return f"all about {key}"


if __name__ == "__main__":
    consumer.run()
