"""A queue of the message service, by its documented REST API: a stack's or the cloud's."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from urllib.parse import quote

import httpx

from scalehook.consumer.connections import connection
from scalehook.consumer.logs import log
from scalehook.consumer.server_time import ServerTime
from scalehook.consumer.settings import Settings
from scalehook.consumer.signing import mns_signature
from scalehook.consumer.tracing import outgoing
from scalehook.consumer.xml_reading import Element, NotXml, children, element, name, read

NAMESPACE = "http://mns.aliyuncs.com/doc/v1/"
MOST_AT_ONCE = 16
GONE = ("MessageNotExist", "ReceiptHandleError")  # the message is not ours any more
TRACES = ("traceparent", "tracestate")


class MnsRefusal(Exception):
    """The service has answered with an error."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code

    @property
    def passes(self) -> bool:
        """Whether the same call may soon succeed."""
        return self.status >= 500 or self.code in ("QpsLimitExceeded", "TimeExpired")


def passes(problem: BaseException) -> bool:
    """Whether the same call may soon succeed, also where no answer has come."""
    return (
        problem.passes if isinstance(problem, MnsRefusal) else isinstance(problem, httpx.TransportError)
    )


@dataclass(frozen=True)
class Received:
    """A message in hand; times are Unix seconds of the service."""

    message_id: str
    handle: str
    body: bytes
    enqueued: float
    first_dequeued: float
    next_visible: float
    count: int
    headers: Mapping[str, str]


class MnsQueue:
    """Signed calls, each made once; MnsRefusal, or httpx's errors where no answer comes."""

    def __init__(
        self, name: str, settings: Settings, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._path = f"/queues/{quote(name, safe='')}"
        self._settings = settings
        self._time = ServerTime()
        self._client = connection(
            settings.mns_url,
            many=settings.in_hand,
            proxies=not settings.endpoint,
            transport=transport,
        )

    async def create(self) -> None:
        """Make it; nothing happens where it is."""
        try:
            await self._call("PUT", self._path, f'<Queue xmlns="{NAMESPACE}"></Queue>')
        except MnsRefusal as refusal:
            if refusal.code != "QueueAlreadyExist":
                raise

    async def send(self, body: str) -> None:
        """One message more."""
        text = f'<Message xmlns="{NAMESPACE}">{element("MessageBody", body)}</Message>'
        await self._call("POST", f"{self._path}/messages", text)

    async def receive(self, most: int, wait: int) -> list[Received]:
        """Up to so many (16), as soon as there are any; none after `wait` seconds (30)."""
        target = f"{self._path}/messages?numOfMessages={min(most, MOST_AT_ONCE)}&waitseconds={wait}"
        try:
            answer = await self._call("GET", target, timeout=wait + 15)
        except MnsRefusal as refusal:
            if refusal.code == "MessageNotExist":
                return []
            raise
        return _readable(read(answer))

    async def delete(self, handle: str) -> None:
        """It shall not come again. Nothing happens when it is not ours any more."""
        target = f"{self._path}/messages?ReceiptHandle={quote(handle, safe='')}"
        try:
            await self._call("DELETE", target)
        except MnsRefusal as refusal:
            if refusal.code not in GONE:
                raise

    async def hold(self, handle: str, seconds: int) -> str | None:
        """Keep it for so long from now: its new handle. None when it is not ours any more."""
        target = (
            f"{self._path}/messages?ReceiptHandle={quote(handle, safe='')}&VisibilityTimeout={seconds}"
        )
        try:
            answer = await self._call("PUT", target)
        except MnsRefusal as refusal:
            if refusal.code in GONE:
                return None
            raise
        return children(read(answer))["ReceiptHandle"]

    async def close(self) -> None:
        """Give up the connections."""
        await self._client.aclose()

    async def _call(self, method: str, target: str, body: str = "", timeout: float = 15) -> bytes:
        content = body.encode() or None
        request = self._client.build_request(method, target, content=content, timeout=timeout)
        request.headers.update(self._headers(method, request.url.raw_path.decode(), bool(body)))
        answer = await self._client.send(request)
        self._time.learn(answer)
        if answer.is_success:
            return answer.content
        raise _refusal(answer)

    def _headers(self, method: str, target: str, with_body: bool) -> dict[str, str]:
        settings = self._settings
        signed = {"date": formatdate(self._time.now(), usegmt=True), "x-mns-version": "2015-06-06"}
        if with_body:
            signed["content-type"] = "text/xml;charset=UTF-8"
        signature = mns_signature(settings.access_key_secret, method, signed, target)
        headers = {**signed, "authorization": f"MNS {settings.access_key_id}:{signature}", **outgoing()}
        if settings.security_token:
            headers["security-token"] = settings.security_token
        return headers


def _readable(messages: Element) -> list[Received]:
    """One that is not as messages are keeps none of the others from whoever is to have them."""
    found, problems = [], []
    for message in messages:
        try:
            found.append(_received(message))
        except (KeyError, ValueError) as problem:
            problems.append(problem)
    if problems and not found:
        raise NotXml(f"no message can be read: {problems[0]!r}")
    if problems:
        log.warning("some messages cannot be read", many=len(problems), problem=repr(problems[0]))
    return found


def _received(message: Element) -> Received:
    fields = children(message)
    return Received(
        message_id=fields["MessageId"],
        handle=fields["ReceiptHandle"],
        body=fields["MessageBody"].encode(),
        enqueued=int(fields["EnqueueTime"]) / 1000,
        first_dequeued=int(fields["FirstDequeueTime"]) / 1000,
        next_visible=int(fields["NextVisibleTime"]) / 1000,
        count=int(fields["DequeueCount"]),
        headers=_properties(message),
    )


def _properties(message: Element) -> dict[str, str]:
    """Those of the message that a trace goes on from."""
    found = {}
    for kind in message:
        if name(kind) in ("UserProperties", "SystemProperties"):
            for each in map(children, kind):
                found[each.get("Name", "").lower()] = each.get("Value", "")
    return {key: value for key, value in found.items() if key in TRACES}


def _refusal(answer: httpx.Response) -> MnsRefusal:
    try:
        fields = children(read(answer.content))
    except NotXml:
        fields = {}
    code = fields.get("Code") or f"HTTP {answer.status_code}"
    return MnsRefusal(answer.status_code, code, fields.get("Message", ""))
