"""The official clients, and one that is none but is used all the same: what each shows of every step."""

import shutil
from hashlib import md5
from typing import Any

from scalehook.testing.throwaway import NoServer
from support.mns_clients.program import HERE, ClientProgram, Made
from support.node_packages import node_packages

NODE_PACKAGES = {"@alicloud/mns": "1.2.0", "ali-mns": "2.6.8"}


def digest(text: str) -> str:
    """As MNS writes it."""
    return md5(text.encode(), usedforsecurity=False).hexdigest().upper()


def _node(script: str) -> Made:
    packages = node_packages("mns", NODE_PACKAGES)
    node = shutil.which("node")
    if node is None:
        raise NoServer("Node.js is not installed")
    return Made([node, str(HERE / script)], {"NODE_PATH": str(packages)})


def _names(name: str) -> list[list[str]]:
    """Of three, two on a page."""
    return [[name, f"{name}-2"], [f"{name}-3"]]


OFFICIAL_NODE_SEES: dict[str, Any] = {
    "created": [201, True],
    "again": 204,
    "other": "QueueAlreadyExist",
    "pages": _names("node-official"),
    "first_page": 2,
    "attributes": [50, 345600, 0],
    "sent": digest("hello"),
    "waited": ["hello", 1, 1],
    "hidden": "MessageNotExist",
    "stale": "ReceiptHandleError",
    "deleted": 204,
    "malformed": "MalformedXML",
    "batch_sent": 3,
    "peeked": "a",
    "batch_peeked": ["a", "b", "c"],
    "batch_received": ["a", "b", "c"],
    "partly": [404, [["ReceiptHandleError", "stale"]]],
    "batch_deleted": 204,
    "too_many": "InvalidArgument",
    "topic": [201, True],
    "topic_pages": _names("node-official"),
    "topic_attributes": 1024,
    "published": digest("hello"),
    "gone": "QueueNotExist",
    "stranger": "SignatureDoesNotMatch",
}

CLIENTS = [
    ClientProgram("node-official", lambda _: _node("official.js"), OFFICIAL_NODE_SEES),
]
