"""Databases are made while their server comes and goes."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import asyncpg
import pytest

from scalehook.testing.postgres import Server, new_database

WELCOME = (b"R", bytes(4)), (b"S", b"server_version\x0015.0\0"), (b"Z", b"I")
FAREWELL = (b"E", b"SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0")


def message(kind: bytes, body: bytes) -> bytes:
    return kind + (4 + len(body)).to_bytes(4, "big") + body


class _Farewell(socketserver.BaseRequestHandler):
    """Ends each session in the same breath as it begins it."""

    def handle(self) -> None:
        self.request.recv(1024)
        self.request.sendall(b"".join(message(*part) for part in (*WELCOME, FAREWELL)))
        self.request.recv(1024)


@dataclass
class Leaving:
    """A server; the first sessions with its administration end as they begin."""

    server: Server
    port: int
    sessions: int = 2

    @property
    def administration(self) -> str:
        self.sessions -= 1
        leaving = f"postgresql://anybody@127.0.0.1:{self.port}/postgres?sslmode=disable"
        return leaving if self.sessions >= 0 else self.server.administration

    def url(self, database: str) -> str:
        return self.server.url(database)

    def restart(self) -> None:
        self.server.restart()


@pytest.fixture
def leaving(postgres: Server) -> Iterator[Leaving]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Farewell) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield Leaving(postgres, listening.server_address[1])
        listening.shutdown()


async def test_a_server_that_leaves_before_the_first_question(leaving: Leaving) -> None:
    """Its farewell leaves the client in a state in which nothing can be asked: that is waited for."""
    with new_database(leaving) as address:
        connection = await asyncpg.connect(address)
        assert await connection.fetchval("SELECT 1") == 1
        await connection.close()
    assert leaving.sessions < 0
