"""The HTTP server of the gateway."""

import logging
import socket
from typing import Any

import uvicorn
from uvicorn.logging import DefaultFormatter

from scalehook.gateway.app import Gateway
from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.readers import Readers
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook.wiring.gateway_server import GatewayServer, VisitorProtocol
from scalehook.wiring.sockets import opened

KEEP_ALIVE_SECONDS = 75  # a client may resend a POST when its idle connection is closed
GRACE_SECONDS = 2


def listen(gateway: GatewaySettings) -> socket.socket:
    """The socket, open: who connects before the server runs is kept waiting. Port 0 takes a free one."""
    return opened(gateway.host, gateway.port)


def http_server(
    bus: Requester, gateway: GatewaySettings, plane: ControlPlane, readers: Readers | None = None
) -> GatewayServer:
    """The server; give it the socket of `listen`. `readers` learn who reads which queue."""
    app = Gateway(bus, gateway, plane, readers)
    return GatewayServer(http_config(app), app)


def http_config(app: Any) -> uvicorn.Config:
    """How HTTP is spoken: nothing stands between a connection and the application."""
    _log_to_stderr()
    return uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        proxy_headers=False,
        http=VisitorProtocol,
        ws="none",
    )


def _log_to_stderr() -> None:
    """As uvicorn does by itself, but it reads a whole configuration for that."""
    handler = logging.StreamHandler()
    handler.setFormatter(DefaultFormatter("%(levelprefix)s %(message)s"))
    log = logging.getLogger("uvicorn")
    log.handlers, log.propagate = [handler], False
