"""The servers that an SLB request names: a JSON array, as text."""

from typing import Any

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.load_balancers import place
from scalehook.kit import Work
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.slb import BackendServerInvalidType, InvalidServerIdNotExist
from scalehook_contracts.fleet.backend_servers import BackendServer
from scalehook_contracts.plain import NotPlain, parse_json

NAME = "BackendServers"
MOST = 20  # servers in one request
HEAVIEST = 100
LAST_PORT = 65535


def read(text: str, *, ported: bool) -> dict[str, BackendServer]:
    """The servers by their places; the same one again is passed over. Those of groups have ports."""
    try:
        given = parse_json(text) if text else []
    except NotPlain as problem:
        raise InvalidParameter(name=NAME) from problem
    if not isinstance(given, list) or len(given) > MOST:
        raise InvalidParameter(name=NAME)
    servers: dict[str, BackendServer] = {}
    for item in given:
        server = _server(item, ported)
        servers.setdefault(place(server), server)
    return servers


def check_instances(
    servers: dict[str, BackendServer], work: Work[State, Settings]
) -> dict[str, BackendServer]:
    """They are instances that run; with their addresses. Nothing else can serve here."""
    return {key: _known(server, work) for key, server in servers.items()}


def _known(server: BackendServer, work: Work[State, Settings]) -> BackendServer:
    if server.type != "ecs":
        raise BackendServerInvalidType()
    instance = work.state.instances.get(server.server_id)
    if instance is None:
        raise InvalidServerIdNotExist()
    if instance.status != "Running":
        raise InvalidParameter(name=NAME)
    address = instance.created.private_ip_address
    if server.server_ip not in ("", address):
        raise InvalidParameter(name=NAME)
    return server.model_copy(update={"server_ip": address})


def _server(item: Any, ported: bool) -> BackendServer:
    """A member that is null is not there."""
    if not isinstance(item, dict):
        raise InvalidParameter(name=NAME)
    item = {name: value for name, value in item.items() if value is not None}
    return BackendServer(
        server_id=_text(item, "ServerId", least=1),
        port=_number(item, "Port", 1, LAST_PORT, None) if ported else 0,
        weight=_number(item, "Weight", 0, HEAVIEST, HEAVIEST),
        type=_text(item, "Type", default="ecs"),
        server_ip=_text(item, "ServerIp"),
        description=_text(item, "Description", most=80),
    )


def _text(item: dict[str, Any], name: str, default: str = "", least: int = 0, most: int = 256) -> str:
    value = item.get(name, default)
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise InvalidParameter(name=f"{NAME}.{name}")
    return value


def _number(item: dict[str, Any], name: str, low: int, high: int, default: int | None) -> int:
    """A number, or one as text."""
    value = item.get(name, default)
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        value = int(value)
    if type(value) is not int or not low <= value <= high:
        raise InvalidParameter(name=f"{NAME}.{name}")
    return value
