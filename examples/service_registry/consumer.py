"""Registers instances before they are put into service, and takes them back: `python consumer.py`.

`REGISTRY` says where a registry answers, and for which service: `http://127.0.0.1:8500/web`.
"""

import asyncio
import os

import httpx
from addresses import addresses

from scalehook.consumer import Consumer, LifecycleAction

REGISTRY = os.environ.get("REGISTRY", "http://127.0.0.1:8500/web")
consumer = Consumer("service-registry")


@consumer.on("SCALE_OUT", attempts=5)
async def register(action: LifecycleAction) -> None:
    """All of them, or the action is abandoned after five attempts. To register twice does no harm."""
    found = await asyncio.to_thread(addresses, action.instance_ids)
    async with httpx.AsyncClient(timeout=10) as http:
        for instance in action.instance_ids:
            answer = await http.put(f"{REGISTRY}/{instance}", content=found[instance])
            answer.raise_for_status()
            print("registered", instance, found[instance], flush=True)


@consumer.on("SCALE_IN", attempts=5, on_error="CONTINUE")
async def take_back(action: LifecycleAction) -> None:
    """Before they go. What a registry that is away still lists is for its own checks to find."""
    async with httpx.AsyncClient(timeout=10) as http:
        for instance in action.instance_ids:
            (await http.delete(f"{REGISTRY}/{instance}")).raise_for_status()
            print("taken back", instance, flush=True)


if __name__ == "__main__":
    consumer.run()
