"""The lease on a service: who may append to its journal, until when, by the database's clock."""

import asyncio
import os
import socket
from dataclasses import dataclass, field
from typing import Any

from scalehook.kit.clock.clock import elapsed_seconds

VALID_SECONDS = 6.0
STARTING_SECONDS = 30.0  # a long journal is read in one piece, in which nothing is renewed
ANSWER_SECONDS = 5
# A server that has restarted gives the numbers of its sessions anew: when one began tells them apart.
# To a role that may not see that, or of a row that does not say it, the number alone counts.
TAKE = """
UPDATE heads SET epoch = epoch + 1, holder = $2, session = pg_backend_pid(),
    session_start = (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()),
    expires = clock_timestamp() + make_interval(secs => $3)
WHERE service = $1 AND (
    expires < clock_timestamp() OR NOT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE pid = session AND coalesce(backend_start = session_start, true)
    )
) RETURNING epoch
"""
RENEW = """
UPDATE heads SET expires = clock_timestamp() + make_interval(secs => $3)
WHERE service = $1 AND epoch = $2
"""


@dataclass
class Lease:
    """Held by one process at a time; each holder has an epoch of its own, one above the last.

    It ends with the connection that took it, when its holder dies; and when it has not been renewed
    in time, because its holder is frozen or cut off. The holder counts from before it has asked, the
    database from when it was asked: so the holder gives up first, and once it has, for good.
    """

    connection: Any
    service: str
    epoch: int
    until: float  # of `elapsed_seconds`
    seconds: float = STARTING_SECONDS
    lost: asyncio.Event = field(default_factory=asyncio.Event)
    due: asyncio.Event = field(default_factory=asyncio.Event)  # to be renewed at once, or lost

    def __post_init__(self) -> None:
        self.connection.add_termination_listener(lambda _: self.lose())

    def lose(self) -> None:
        """For good."""
        self.lost.set()
        self.due.set()

    def held(self) -> bool:
        """Whether nobody else can have taken it at this instant."""
        if elapsed_seconds() >= self.until:
            self.lose()
        return not self.lost.is_set()

    def running(self) -> None:
        """The holder has read its journal, and is quick to renew from now on: from this moment, so that
        nobody waits for the end of the long time that it had to start with.
        """
        self.seconds = VALID_SECONDS
        self.due.set()

    async def renew(self) -> None:
        """Hold it for some seconds more; it is lost when somebody has taken it."""
        asked = elapsed_seconds()
        done = await self.connection.execute(
            RENEW, self.service, self.epoch, self.seconds, timeout=ANSWER_SECONDS
        )
        if done == "UPDATE 1" and self.held():
            self.until = asked + self.seconds
        else:
            self.lose()


async def take(connection: Any, service: str) -> Lease | None:
    """The lease, unless somebody holds it."""
    holder, asked = f"{socket.gethostname()}:{os.getpid()}", elapsed_seconds()
    epoch = await connection.fetchval(TAKE, service, holder, STARTING_SECONDS, timeout=ANSWER_SECONDS)
    return epoch and Lease(connection, service, epoch, asked + STARTING_SECONDS)
