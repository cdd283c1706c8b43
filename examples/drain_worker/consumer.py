"""Drains a worker before its instance is removed: `python consumer.py`.

`WORKERS` says where the worker of an instance answers: `http://127.0.0.1:8000/{instance}`.
"""

import asyncio
import os

import httpx

from scalehook.consumer import Consumer, LifecycleAction

LOOK_EVERY = 10  # seconds
WORKERS = os.environ.get("WORKERS", "http://127.0.0.1:8000/{instance}")
consumer = Consumer("drain-worker")


@consumer.on("SCALE_IN", on_error="ROLLBACK")
async def drain(action: LifecycleAction) -> None:
    """Returns when no job runs any more. Instances whose workers do not obey are kept: ROLLBACK."""
    async with httpx.AsyncClient(timeout=10) as http:
        urls = [WORKERS.format(instance=instance) for instance in action.instance_ids]
        await asyncio.gather(*(drain_one(http, url, action) for url in urls))


async def drain_one(http: httpx.AsyncClient, url: str, action: LifecycleAction) -> None:
    """No new jobs, and those that run come to their end. A worker that is gone has none."""
    try:
        (await http.post(f"{url}/drain")).raise_for_status()
        while jobs := await running(http, url):
            print(f"{url}: {len(jobs)} jobs left", flush=True)
            await action.sleep(LOOK_EVERY)  # heartbeats go on meanwhile
    except httpx.ConnectError:
        print(f"{url}: nobody there", flush=True)
    else:
        print(f"{url}: drained", flush=True)


async def running(http: httpx.AsyncClient, url: str) -> list[str]:
    """The jobs of a worker."""
    answer = await http.get(f"{url}/jobs")
    answer.raise_for_status()
    found: list[str] = answer.json()
    return found


if __name__ == "__main__":
    consumer.run()
