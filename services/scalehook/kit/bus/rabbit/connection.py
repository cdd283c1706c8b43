"""Connections that wait for their broker, and say what to change when it refuses them."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from aio_pika import connect_robust
from aio_pika.abc import AbstractRobustConnection
from aiormq.exceptions import (
    ChannelAccessRefused,
    ChannelPreconditionFailed,
    ConnectionNotAllowed,
    InvalidFrameError,
    ProbableAuthenticationError,
)

from scalehook.kit.addresses import shown
from scalehook.kit.bus.rabbit.away import AWAY, SETTING, loss_noticed, patiently, warn
from scalehook.kit.logs import Log
from scalehook.kit.retrying import Tell

T = TypeVar("T")
log = Log(__name__)
CONNECT_SECONDS = 10
SCHEMES = ("amqp", "amqps")
# The broker closes a connection when it has heard nothing for two to three of these, so a frozen
# reader is gone after six to nine seconds, and the next one in line gets its messages.
HEARTBEAT_SECONDS = 3
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


async def arrange(name: str, action: Callable[[], Awaitable[T]], tell: Tell | None = None) -> T:
    """Do this with a broker that may be away for a while; raises BusRefused when it refuses. `tell`
    hears of what is waited for, in the place of the log.
    """

    async def attempt() -> T:
        try:
            with loss_noticed():
                return await action()
        except REFUSALS as problem:
            raise refused(problem) from problem

    return await patiently(name, tell)(attempt)


async def connect(url: str, name: str) -> AbstractRobustConnection:
    """A robust connection of this name; who cannot reach the broker says where it was looked for."""
    properties: Any = {"connection_name": name}
    if urlsplit(url).scheme not in SCHEMES:
        raise BusRefused(
            f"{shown(url)} is no address of a broker, such as amqp://HOST; look at {SETTING}"
        )
    try:
        with loss_noticed():
            connection = await connect_robust(
                _with_heartbeat(url),
                timeout=CONNECT_SECONDS,
                client_properties=properties,
                reconnect_interval=0.5,
                fail_fast=True,
            )
    except REFUSALS:
        raise
    except AWAY as problem:
        raise ConnectionError(f"no broker at {shown(url)}: {problem!r}") from problem
    _tell_of_losses(connection, name)
    return connection


@contextlib.asynccontextmanager
async def closed_on_failure(connection: AbstractRobustConnection) -> AsyncIterator[None]:
    """What is arranged with it inside is arranged as a whole, or with another connection: of two that
    declare one quorum queue at the same moment, the broker may hang up on one.
    """
    try:
        yield
    except BaseException:
        with contextlib.suppress(*AWAY):
            await connection.close()
        raise


def _tell_of_losses(connection: AbstractRobustConnection, name: str) -> None:
    """A line when it is lost and one when it is back; the client would say each of its attempts."""

    def lost(closed: Any, problem: BaseException | None) -> None:
        if problem is not None and not closed.close_called:
            warn(name)(problem)

    connection.close_callbacks.add(lost)
    connection.reconnect_callbacks.add(lambda _: log.info("the broker is back", name=name))


def _with_heartbeat(url: str) -> str:
    """An address that names another heartbeat keeps it."""
    if "heartbeat=" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}heartbeat={HEARTBEAT_SECONDS}"


def refused(problem: BaseException) -> BusRefused:
    """The refusal in words that name what to change."""
    if isinstance(problem, ChannelPreconditionFailed):
        return BusRefused(
            f"a queue or exchange is there with other arguments ({problem}): delete it, or name "
            f"another vhost in {SETTING}"
        )
    if isinstance(problem, InvalidFrameError):
        return BusRefused(f"the broker does not open the vhost; look at {SETTING}")
    return BusRefused(f"the broker refuses: {problem}; look at {SETTING}")
