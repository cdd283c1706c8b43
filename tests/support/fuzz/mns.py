"""Requests to MNS: every path and method, bodies that are XML, nearly XML, and no XML."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from email.utils import formatdate
from xml.sax.saxutils import escape

from support.cloud.process import KEY_ID, SECRET
from support.fuzz.values import Hostile

QUEUE, TOPIC, SUBSCRIPTION = "/queues/{}", "/topics/{}", "/topics/{}/subscriptions/{}"
SETTINGS = (
    "DelaySeconds",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "VisibilityTimeout",
    "LoggingEnabled",
)
SUBSCRIBED = ("Endpoint", "Endpoint", "NotifyStrategy", "NotifyContentFormat", "FilterTag")
MESSAGE = (
    "MessageBody",
    "DelaySeconds",
    "Priority",
    "MessageTag",
    "MessageGroupId",
    "UserProperties",
    "SystemProperties",
    "MessageAttributes",
)
# What is asked for: method, path, the body's root and its elements (none: no body), names of the query.
KINDS: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("GET", "/queues", "", (), ()),
    ("PUT", QUEUE, "Queue", SETTINGS, ("metaoverride",)),
    ("GET", QUEUE, "", (), ()),
    ("DELETE", "/queues/fuzz2", "", (), ()),
    ("POST", f"{QUEUE}/messages", "Message", MESSAGE, ()),
    ("POST", f"{QUEUE}/messages", "Messages", MESSAGE, ()),
    ("GET", f"{QUEUE}/messages", "", (), ("peekonly", "numOfMessages")),
    ("DELETE", f"{QUEUE}/messages", "ReceiptHandles", (), ("ReceiptHandle",)),
    ("PUT", f"{QUEUE}/messages", "", (), ("ReceiptHandle", "VisibilityTimeout")),
    ("GET", "/topics", "", (), ()),
    ("PUT", TOPIC, "Topic", SETTINGS, ("metaoverride",)),
    ("GET", TOPIC, "", (), ()),
    ("DELETE", "/topics/fuzz2", "", (), ()),
    ("POST", f"{TOPIC}/messages", "Message", MESSAGE, ()),
    ("POST", f"{TOPIC}/messages", "Message", MESSAGE, ()),
    ("GET", f"{TOPIC}/subscriptions", "", (), ()),
    ("PUT", SUBSCRIPTION, "Subscription", SUBSCRIBED, ("metaoverride",)),
    ("PUT", SUBSCRIPTION, "Subscription", SUBSCRIBED, ()),
    ("GET", SUBSCRIPTION, "", (), ()),
    ("DELETE", SUBSCRIPTION, "", (), ()),
    ("POST", "/commonbuy/openservice", "", (), ()),
    ("GET", "/", "", (), ("accountmeta",)),
    ("PUT", "/", "Account", ("LoggingBucket",), ("accountmeta",)),
)
METHODS = ("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH")
ODD_PATHS = (
    "/{}",
    "//queues",
    "/queues/{}/messages/{}",
    "/queues//messages",
    "/queuesfoo",
    "/topics/{}/x",
)
ENDPOINTS = (
    "acs:mns:cn-hangzhou:1:queues/fuzz",
    "acs:mns:cn-hangzhou:1:queues/none",
    "http://127.0.0.1:9/",
    "http://[::1/",
    "http://127.0.0.1:99999/",
    "http://xn--a.invalid/",
    "http://",
    "mail:directmail:x",
    "http://127.0.0.1:9/\u00e9",
)
ODD_BODIES = (
    b"<",
    b"\x00",
    b"\xff\xfe<\x00a\x00/\x00>\x00",
    b"<?xml version='1.0' encoding='utf-7'?><Queue/>",
    b"<Message><MessageBody>&#0;</MessageBody></Message>",
    b"<Message><MessageBody>&#xD800;</MessageBody></Message>",
    b"<Message><MessageBody>&#xFFFE;</MessageBody></Message>",
    b"<Message><MessageBody>\x07</MessageBody></Message>",
    b"<Message><MessageBody>\xed\xa0\x80</MessageBody></Message>",
    b"<Message>" * 300 + b"</Message>" * 300,
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><Message><MessageBody>&b;</MessageBody></Message>",
    b"<a:Queue xmlns:a='x'/>",
    b"<Queue xmlns=''/>",
    b"<Queue a='b'/>",
    b"<Queue><Queue/></Queue>",
    b"{}",
    b"<Message><MessageBody><![CDATA[<]]></MessageBody></Message>",
    b"<Messages>" + b"<Message/>" * 2000 + b"</Messages>",
)
NO_XML = re.compile("[^\t\n\r -\ud7ff\U00010000-\U0010ffff]")
LISTING = ("x-mns-prefix", "x-mns-marker", "x-mns-ret-number", "x-mns-with-meta")


@dataclass(frozen=True)
class MnsRequest:
    method: str
    target: str
    body: bytes
    headers: dict[str, str]


@dataclass
class MnsRequests:
    """Draws them. No receive waits: there would be nobody to end it."""

    hostile: Hostile

    def request(self) -> MnsRequest:
        """One, signed whatever it is."""
        random = self.hostile.random
        method, path, root, elements, names = random.choice(KINDS)
        if random.random() < 0.05:
            path = random.choice(ODD_PATHS)
        if random.random() < 0.05:
            method = random.choice(METHODS)
        target = path.format(self._name(), self._name()) + self._query(names)
        return self._signed(method, target, self._body(root, elements))

    def _signed(self, method: str, target: str, body: bytes) -> MnsRequest:
        random = self.hostile.random
        headers = {"date": formatdate(usegmt=True), "x-mns-version": "2015-06-06"}
        if body:
            headers["content-type"] = random.choice(("text/xml", "application/xml"))
            if random.random() < 0.02:
                headers["content-type"] = random.choice(("text/plain;é", "text/xml;charset=utf-16", ";"))
        for name in LISTING:
            if random.random() < 0.15:
                headers[name] = self._header()
        if random.random() < 0.02:
            headers["content-md5"] = random.choice(("é", "=", "AAAA", "a" * 5000))
        own = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers) if name[:6] == "x-mns-")
        digest, kind = headers.get("content-md5", ""), headers.get("content-type", "")
        text = f"{method}\n{digest}\n{kind}\n{headers['date']}\n{own}{target}"
        signature = hmac.digest(SECRET.encode(), text.encode("latin-1"), hashlib.sha1)
        headers["authorization"] = f"MNS {KEY_ID}:{base64.b64encode(signature).decode()}"
        return MnsRequest(method, target, body, headers)

    def _name(self) -> str:
        if self.hostile.random.random() < 0.9:
            return self.hostile.random.choice(("fuzz", "fuzz", "fuzz", "fuzz2", "none"))
        return _percent(self.hostile.text()[:2000])

    def _query(self, names: tuple[str, ...]) -> str:
        random = self.hostile.random
        given = [name for name in names if random.random() < 0.8]
        if random.random() < 0.05:
            given.append(random.choice(("limit", "%ff", "", "WAITSECONDS")))
        return "?" + "&".join([*(f"{name}={self._argument(name)}" for name in given), "waitseconds=0"])

    def _argument(self, name: str) -> str:
        random = self.hostile.random
        if name == "WAITSECONDS":
            return random.choice(("0", "-1", "31", "x", "9" * 400))
        if name in ("peekonly", "metaoverride", "accountmeta"):
            return random.choice(("true", "true", "false", "1", ""))
        if name in ("numOfMessages", "VisibilityTimeout"):
            return random.choice(("1", "16", "17", "0", "-1", "43200", _percent(self.hostile.number())))
        return _percent(self.hostile.text()[:2000])

    def _header(self) -> str:
        given = (
            self.hostile.number() if self.hostile.random.random() < 0.7 else self.hostile.text()[:2000]
        )
        return "".join(character for character in given if " " < character <= "~" or character == "é")

    def _body(self, root: str, elements: tuple[str, ...]) -> bytes:
        random = self.hostile.random
        if random.random() < 0.05:
            return random.choice(ODD_BODIES)
        if not root:
            return b""
        children = "".join(self._element(name) for name in elements if random.random() < 0.5)
        if root in ("Messages", "ReceiptHandles"):
            item = root[:-1]
            children = f"<{item}>{children}</{item}>" * random.randrange(1, 4)
        return f"<{root}>{children}</{root}>".encode()

    def _element(self, name: str) -> str:
        random = self.hostile.random
        if name == "Endpoint":
            return f"<Endpoint>{escape(random.choice(ENDPOINTS))}</Endpoint>"
        if name in ("UserProperties", "SystemProperties", "MessageAttributes"):
            parts = "".join(f"<{part}>{self._text()}</{part}>" for part in ("Name", "Value", "Type"))
            return f"<{name}><PropertyValue>{parts}</PropertyValue></{name}>"
        if name in ("NotifyContentFormat", "NotifyStrategy") and random.random() < 0.8:
            kinds = ("XML", "JSON", "SIMPLIFIED", "BACKOFF_RETRY", "EXPONENTIAL_DECAY_RETRY")
            return f"<{name}>{random.choice(kinds)}</{name}>"
        if name in SETTINGS and random.random() < 0.7:
            return f"<{name}>{random.choice(('60', '1024', '65536'))}</{name}>"
        return f"<{name}>{self._text()}</{name}>"

    def _text(self) -> str:
        """What XML can carry; the rest is among the odd bodies."""
        drawn = self.hostile.random.random()
        given = "8" if drawn < 0.3 else self.hostile.number() if drawn < 0.5 else self.hostile.text()
        return escape(NO_XML.sub("", given))


def _percent(text: str) -> str:
    """Every byte, also those that need it not."""
    return "".join(f"%{byte:02X}" for byte in text.encode())
