"""An endpoint that a topic pushes to, with the kit: `python with_kit.py`.

The port is `SCALEHOOK_CONSUMER_PUSH_PORT`. Signatures, duplicates and heartbeats are the kit's affair.
"""

from scalehook.consumer import Consumer, LifecycleAction

consumer = Consumer("push-endpoint", source="push")


@consumer.on()
async def work(action: LifecycleAction) -> None:
    """Your work goes here."""
    print("working on", *action.instance_ids, flush=True)


if __name__ == "__main__":
    consumer.run()
