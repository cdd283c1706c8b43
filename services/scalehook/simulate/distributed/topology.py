"""Exchanges and queues of studies. A routing key is `CODE.RUN`, with no other dots."""

from aio_pika import ExchangeType
from aio_pika.abc import AbstractChannel, AbstractExchange, AbstractQueue

EXCHANGE, GIVEN_UP = "scalehook.simulate", "scalehook.simulate.given_up"
DELIVERIES = 3  # of a piece of work, before it is given up
EXPIRES = 24 * 3600 * 1000  # ms, of results that nobody asks for


def key(code: str, run: str) -> str:
    """Of a piece of work."""
    return f"{_word(code)}.{run}"


def work_queue(code: str) -> str:
    """Each code has a queue of its own: a worker sees nothing that it would play otherwise."""
    return f"scalehook.simulate.work.{_word(code)}"


def results_queue(run: str) -> str:
    """Of one study."""
    return f"scalehook.simulate.results.{run}"


async def exchange(channel: AbstractChannel) -> AbstractExchange:
    """Where work is published."""
    return await channel.declare_exchange(EXCHANGE, ExchangeType.TOPIC, durable=True)


async def work(channel: AbstractChannel, code: str) -> AbstractQueue:
    """Work of this code; what has come three times goes back to its study."""
    await channel.declare_exchange(GIVEN_UP, ExchangeType.TOPIC, durable=True)
    queue = await channel.declare_queue(
        work_queue(code),
        durable=True,
        arguments={
            "x-queue-type": "quorum",
            "x-delivery-limit": DELIVERIES - 1,
            "x-dead-letter-exchange": GIVEN_UP,
        },
    )
    await queue.bind(await exchange(channel), f"{_word(code)}.*")
    return queue


async def results(channel: AbstractChannel, run: str) -> AbstractQueue:
    """Of one study: what workers answer, and what was given up."""
    given_up = await channel.declare_exchange(GIVEN_UP, ExchangeType.TOPIC, durable=True)
    queue = await channel.declare_queue(
        results_queue(run),
        durable=True,
        arguments={"x-queue-type": "quorum", "x-expires": EXPIRES},
    )
    await queue.bind(given_up, f"*.{run}")
    return queue


def _word(code: str) -> str:
    return code.replace(".", "_")
