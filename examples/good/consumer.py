"""A consumer that holds: the kit does all but the work."""

import os

from scalehook.consumer import Consumer, LifecycleAction

consumer = Consumer("good")
SECONDS = {"s": 1, "m": 60, "h": 3600}


@consumer.on(hook=os.environ["SCALEHOOK_CERTIFY_HOOK"])
async def work(action: LifecycleAction) -> None:
    """What the hook's metadata asks for, in place of real work: how long, and how it ends."""
    asked = (action.metadata_json() or {}).get("certify", {})
    length = asked.get("work", "0s")
    await action.sleep(float(length[:-1]) * SECONDS[length[-1]])
    if asked.get("outcome") == "crash":
        os._exit(3)
    if asked.get("outcome") == "fail":
        raise RuntimeError("the work was to fail")


if __name__ == "__main__":
    consumer.run()
