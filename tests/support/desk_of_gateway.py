"""A gateway over a bus that answers what a test tells it to."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from scalehook.gateway.app import Gateway
from scalehook.gateway.control.past import Past
from scalehook.gateway.control.plane import DeadLetterView, Dropped, EventView, Retried
from scalehook.gateway.rpc import signature_v1
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.bus.asking import AskedInTask
from scalehook.kit.clock.moved import Busy, Moved
from scalehook.kit.clock.moves import Move
from scalehook.kit.machine.outside import Answered
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.keys import ResolveAccessKey
from scalehook_contracts.base import Command, Done
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidAccessKeyIdNotFound
from scalehook_contracts.errors.gateway import Forgotten, NoSuchDeadLetter
from scalehook_contracts.event_bus.trail import ApiCallNoted, NoteApiCall
from scalehook_contracts.script_runner.stored_names import FindStoredNames, StoredNames
from support.line_transport import LineTransport

KEY_ID, SECRET = "testid", "testsecret"
KEYS: dict[str, Any] = {"access_key_id": KEY_ID, "access_key_secret": SECRET}
HOST = "127.0.0.1:4580"
NOW = datetime(2026, 5, 1, tzinfo=UTC)


class Bus:
    """`reply` is what every operation is answered with; an ApiError is raised. `notes` are of calls that
    EventBridge was told of; `listens` is its answer.
    """

    listens = False

    def __init__(self) -> None:
        self.notes: list[NoteApiCall] = []
        self.reply: Any = Done()
        self.asked: list[tuple[Command[Any], str]] = []
        self.principals: dict[str, Any] = {}
        self.denied: ApiError | None = None
        self.hangs = False
        self.reached = asyncio.Event()

    async def call(self, command: Command[Any], *, caller: str = "root", **_: Any) -> Any:
        if isinstance(command, ResolveAccessKey):
            if command.access_key_id not in self.principals:
                raise InvalidAccessKeyIdNotFound()
            return self.principals[command.access_key_id]
        if isinstance(command, CheckAccess) and self.denied is not None:
            raise self.denied
        if isinstance(command, FindStoredNames):
            return StoredNames()
        self.asked.append((command, caller))
        self.reached.set()
        if self.hangs:
            await asyncio.Event().wait()
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    def ask(self, command: Command[Any], then: Answered, **more: Any) -> AskedInTask | None:
        if isinstance(command, NoteApiCall):
            self.notes.append(command)
            return then(ApiCallNoted(listens=self.listens))
        return AskedInTask(self.call(command, **more), then)

    @property
    def operation(self) -> Command[Any]:
        """The last operation that was asked for, wherever from."""
        asked = self.asked[-1][0]
        return asked.model_copy(update={"client_address": ""}) if self.client else asked

    @property
    def client(self) -> str:
        """The address that it came from, where an operation is told."""
        return str(getattr(self.asked[-1][0], "client_address", ""))


class Stack:
    """The gateway's `ControlPlane`, without a stack. `problem` is what moving the clock fails with."""

    def __init__(self) -> None:
        self.date = NOW
        self.problem: Exception | None = None
        self.services = {"fleet": True}
        self.moves: list[Move] = []
        self.slept: list[tuple[float, str]] = []
        self.retried: list[list[str] | None] = []
        self.dropped: list[list[str]] = []
        self.killed: list[tuple[str, float]] = []
        self.resets = 0

    def now(self) -> datetime:
        return self.date

    def speed(self) -> float:
        return 1.0

    def next_deadline(self) -> datetime | None:
        return None

    async def move(self, move: Move) -> Moved:
        if self.problem is not None:
            raise self.problem
        self.moves.append(move)
        return Moved([Busy(kind="script", name="script_runner:run/t-1/i-1")], NOW)

    async def wait(self, at: datetime, action: str = "") -> None:
        self.slept.append((at, action))

    @property
    def advanced(self) -> list[float | None]:
        return [move.seconds for move in self.moves]

    async def kill(self, service: str, seconds: float) -> None:
        self.killed.append((service, seconds))

    async def reset(self) -> None:
        self.resets += 1

    async def dead_letters(self) -> list[DeadLetterView]:
        return [DeadLetterView(id="1", type="t", service="s", reason="r", at=NOW, body={"a": 1})]

    async def retry(self, ids: list[str] | None) -> Retried:
        if ids not in (None, ["1"]):
            raise NoSuchDeadLetter(ids=", ".join(ids or []))
        self.retried.append(ids)
        return Retried(retried=1)

    async def drop(self, ids: list[str]) -> Dropped:
        if ids != ["1"]:
            raise NoSuchDeadLetter(ids=", ".join(ids))
        self.dropped.append(ids)
        return Dropped(dropped=1)

    async def events(
        self, since: datetime | None = None, follow: bool = True
    ) -> AsyncIterator[EventView]:
        self.since = since
        for name in ("one", "two"):
            yield EventView(type=name, at=NOW, body={}, correlation_id="", app_id="")
        if follow:
            await asyncio.Event().wait()

    async def past(self, at: datetime) -> Past:
        raise Forgotten

    def ready(self) -> dict[str, bool]:
        return self.services

    def metrics(self, accept: str = "") -> tuple[bytes, str]:
        return b"scalehook_messages_total 1\n", accept


@cache
def _usual() -> GatewaySettings:
    """Read once: to look at the environment takes longer than most requests."""
    return GatewaySettings(**KEYS)


class Desk:
    """Requests to a gateway, signed as the account unless told otherwise; by way of a connection, or as
    an application of ASGI is called.
    """

    def __init__(self, *, over_asgi: bool = False, **settings: Any) -> None:
        self.over_asgi = over_asgi
        self.bus, self.stack = Bus(), Stack()
        told = GatewaySettings(**KEYS | settings) if settings else _usual().model_copy()
        self.gateway = Gateway(self.bus, told, self.stack)
        self.nonce = 0

    async def send(self, method: str, target: str, **more: Any) -> httpx.Response:
        """Any request."""
        headers: dict[str, str | bytes] = {"host": HOST, **more.pop("headers", {})}
        async with httpx.AsyncClient(transport=self.transport()) as client:
            return await client.request(method, f"http://{HOST}{target}", headers=headers, **more)

    def transport(self) -> httpx.AsyncBaseTransport:
        """The way to the gateway."""
        return httpx.ASGITransport(self.gateway) if self.over_asgi else LineTransport(self.gateway)

    def signed(self, method: str = "POST", secret: str = SECRET, **given: str) -> dict[str, str]:
        """Parameters with the older signature."""
        self.nonce += 1
        parameters = {
            "AccessKeyId": KEY_ID,
            "Action": "DescribeLifecycleHooks",
            "SignatureMethod": "HMAC-SHA1",
            "SignatureNonce": f"nonce-{self.nonce}",
            "SignatureType": "",
            "SignatureVersion": "1.0",
            "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Version": "2014-08-28",
            **given,
        }
        text = signature_v1.string_to_sign(method, parameters)
        return parameters | {"Signature": signature_v1.sign(secret, text)}

    async def rpc(self, **given: str) -> httpx.Response:
        """An RPC call with its parameters in the query."""
        return await self.send("POST", "/?" + urlencode(self.signed(**given)))

    async def mns(
        self, method: str, target: str, body: bytes = b"", secret: str = SECRET, **headers: str
    ) -> httpx.Response:
        """A call to MNS."""
        type_of_body = {"content-type": "text/xml;charset=UTF-8"} if body else {}
        given = mns_headers(method, target, secret, **(type_of_body | headers))
        raw = {name: value.encode("latin-1") for name, value in given.items()}
        return await self.send(method, target, headers=raw, content=body)


def mns_headers(method: str, target: str, secret: str = SECRET, **headers: str) -> dict[str, str]:
    """Those of a signed request to MNS."""
    given = {
        "date": format_datetime(datetime.now(UTC), usegmt=True),
        "x-mns-version": "2015-06-06",
        **headers,
    }
    own = "".join(f"{name}:{given[name]}\n" for name in sorted(given) if name[:6] == "x-mns-")
    body = f"{given.get('content-md5', '')}\n{given.get('content-type', '')}"
    text = f"{method}\n{body}\n{given['date']}\n{own}{target}"
    digest = hmac.new(secret.encode(), text.encode("latin-1"), hashlib.sha1).digest()
    return given | {"authorization": f"MNS {KEY_ID}:{base64.b64encode(digest).decode()}"}


def percent(text: str) -> str:
    """Percent-encoded throughout."""
    return quote(text, safe="")
