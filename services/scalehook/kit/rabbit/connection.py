"""Connections that wait for their broker, and say what to change when it refuses them."""

import asyncio
from typing import Any

import structlog
from aio_pika import connect_robust
from aio_pika.abc import AbstractRobustConnection
from aiormq.exceptions import (
    AMQPConnectionError,
    ChannelAccessRefused,
    ChannelPreconditionFailed,
    ConnectionNotAllowed,
    InvalidFrameError,
    ProbableAuthenticationError,
)
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_delay,
    wait_exponential,
)

log = structlog.get_logger(__name__)
SETTING = "SCALEHOOK_AMQP_URL"
PATIENCE_SECONDS = 300
CONNECT_SECONDS = 10
REFUSALS = (
    ProbableAuthenticationError,
    ConnectionNotAllowed,
    InvalidFrameError,  # the broker closes while the vhost is opened: none, or not for us
    ChannelAccessRefused,
    ChannelPreconditionFailed,
    ValueError,
)


class BusRefused(Exception):
    """The broker is there and refuses; the message names what to change."""


async def connect(url: str, name: str) -> AbstractRobustConnection:
    """A robust connection of this name; waits for a broker that is not there yet."""

    def tell(state: RetryCallState) -> None:
        problem = state.outcome.exception() if state.outcome else None
        log.warning("waiting for the broker", name=name, problem=str(problem))

    async for attempt in AsyncRetrying(
        retry=retry_if_exception(_may_pass),
        wait=wait_exponential(0.1, max=5),
        stop=stop_after_delay(PATIENCE_SECONDS),
        before_sleep=tell,
        reraise=True,
    ):
        with attempt:
            try:
                return await _connect(url, name)
            except REFUSALS as problem:
                raise refused(problem) from problem
    raise AssertionError("tenacity returns or raises")


def refused(problem: BaseException) -> BusRefused:
    """What to tell a person."""
    if isinstance(problem, ChannelPreconditionFailed):
        return BusRefused(
            f"a queue or exchange is there with other arguments ({problem}): delete it, or name "
            f"another vhost in {SETTING}"
        )
    if isinstance(problem, InvalidFrameError):
        return BusRefused(f"the broker does not open the vhost; look at {SETTING}")
    return BusRefused(f"the broker refuses: {problem}; look at {SETTING}")


async def _connect(url: str, name: str) -> AbstractRobustConnection:
    properties: Any = {"connection_name": name}
    return await connect_robust(
        url,
        timeout=CONNECT_SECONDS,
        client_properties=properties,
        reconnect_interval=0.5,
        fail_fast=True,
    )


def _may_pass(problem: BaseException) -> bool:
    return isinstance(problem, AMQPConnectionError | OSError | asyncio.TimeoutError)
