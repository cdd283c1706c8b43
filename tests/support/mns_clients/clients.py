"""The official clients, and one that is none but is used all the same: what each shows of every step."""

import shutil
from base64 import b64encode
from hashlib import md5
from typing import Any

from scalehook.testing.throwaway import NoServer
from support.java_libraries import java_classes, java_libraries
from support.mns_clients.program import HERE, ClientProgram, Made
from support.node_packages import node_packages
from support.php_packages import php_packages
from support.programs.program import quick

NODE_PACKAGES = {"@alicloud/mns": "1.2.0", "ali-mns": "2.6.8"}
JAVA_LIBRARIES = {"com.aliyun.mns:aliyun-sdk-mns": "2.0.0"}
PHP_PACKAGES = {"aliyun/aliyun-mns-php-sdk": "1.4.0"}

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def digest(text: str) -> str:
    """As MNS writes it."""
    return md5(text.encode(), usedforsecurity=False).hexdigest().upper()


def _node(script: str, **more: str) -> Made:
    packages = node_packages("mns", NODE_PACKAGES)
    node = shutil.which("node")
    if node is None:
        raise NoServer("Node.js is not installed")
    return Made([node, str(HERE / script)], {"NODE_PATH": str(packages), **more})


def _go() -> Made:
    go = shutil.which("go")
    if go is None:
        raise NoServer("there is no go")
    return Made([go, "run", "."], folder=HERE / "go")


def _java() -> Made:
    java = shutil.which("java")
    if java is None:
        raise NoServer("there is no java")
    libraries = java_libraries("mns", JAVA_LIBRARIES)
    classes = java_classes(HERE / "Life.java", libraries)
    flags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    return Made([java, *flags, "-cp", f"{classes}:{libraries}/*", "Life"])


def _php() -> Made:
    autoload = php_packages("mns", PHP_PACKAGES)
    return Made(["php", str(HERE / "life.php")], {"AUTOLOAD": str(autoload)})


def pages(name: str, *ends: str) -> list[list[str]]:
    """Names with these ends, two on a page."""
    names = [name + end for end in ends]
    return [names[start : start + 2] for start in range(0, len(names), 2)]


# What all of them show, whatever they are written in.
ALL_SEE: dict[str, Any] = {
    "other": "QueueAlreadyExist",
    "attributes": [50, 345600, 0],
    "sent": digest("hello"),
    "waited": ["hello", 1, 1],
    "hidden": "MessageNotExist",
    "stale": "ReceiptHandleError",
    "batch_sent": 3,
    "peeked": "a",
    "batch_peeked": ["a", "b", "c"],
    "batch_received": ["a", "b", "c"],
    "topic_attributes": 1024,
    "published": digest("hello"),
    "gone": "QueueNotExist",
    "stranger": "SignatureDoesNotMatch",
}
# And those that can subscribe.
SUBSCRIBERS_SEE: dict[str, Any] = {
    "subscription": ["EXPONENTIAL_DECAY_RETRY", "XML", "tag"],
    "subscriptions": [["JSON", "SIMPLIFIED"], ["XML"]],
    "pushed": ["hello", "hello", "hello"],
    "pushed_once": "MessageNotExist",
    "unsubscribed": "SubscriptionNotExist",
    "topic_gone": "TopicNotExist",
}
NODE_OFFICIAL = ClientProgram(
    "node-official",
    lambda _: _node("official.js"),
    ALL_SEE
    | {
        "created": [201, True],
        "again": 204,
        "pages": pages("node-official", "", "-2", "-3"),
        "first_page": 2,
        "deleted": 204,
        "malformed": "MalformedXML",
        "partly": [404, [["ReceiptHandleError", "stale"]]],
        "batch_deleted": 204,
        "too_many": "InvalidArgument",
        "topic": [201, True],
        "topic_pages": pages("node-official", "", "-2", "-3"),
    },
)
NODE_THIRD_PARTY = ClientProgram(
    "node-third-party",
    lambda endpoint: _node("third_party.js", HTTP_PROXY=endpoint, NO_PROXY="", no_proxy=""),
    ALL_SEE
    | SUBSCRIBERS_SEE
    | {
        "created": 201,
        "again": 204,
        "pages": pages("node-third-party", "", "-JSON", "-SIMPLIFIED", "-XML"),
        "sent": digest(b64encode(b"hello").decode()),
        "deleted": 204,
        "partly": ["ReceiptHandleError", "stale"],
        "batch_deleted": 204,
        "topic": 201,
        "topic_pages": pages("node-third-party", "", "-2", "-3"),
    },
)
GO = ClientProgram(
    "go",
    lambda _: _go(),
    ALL_SEE
    | SUBSCRIBERS_SEE
    | {
        "again": "same queue",
        "pages": pages("go", "", "-JSON", "-SIMPLIFIED", "-XML"),
        "details": 4,
        "partly": ["batch", 1, "ReceiptHandleError", "stale"],
        "topic_again": "same topic",
        "topic_pages": pages("go", "", "-2", "-3"),
    },
)
JAVA = ClientProgram(
    "java",
    lambda _: _java(),
    ALL_SEE
    | SUBSCRIBERS_SEE
    | {
        "created": True,
        "again": True,
        "pages": pages("java", "", "-JSON", "-SIMPLIFIED", "-XML"),
        "details": 4,
        "properties": "5",
        "partly": ["ReceiptHandleError", ["stale"]],
        "topic_pages": pages("java", "", "-2", "-3"),
        "stranger_of_v4": "SignatureDoesNotMatch",
    },
)
PYTHON = ClientProgram(
    "python",
    lambda _: Made([quick("python"), str(HERE / "life.py")]),
    ALL_SEE
    | SUBSCRIBERS_SEE
    | {
        "created": True,
        "again": True,
        "pages": pages("python", "", "-JSON", "-SIMPLIFIED", "-XML"),
        "properties": [{"n": "5"}, {"traceparent": TRACE}],
        "partly": ["ReceiptHandleError", ["ErrorCode", "ErrorMessage", "ReceiptHandle"]],
        "partly_sent": [
            "InvalidArgument",
            ["MessageBodyMD5", "MessageId"],
            ["ErrorCode", "ErrorMessage"],
        ],
        "too_many": "InvalidArgument",
        "no_handles": "InvalidArgument",
        "topic_pages": pages("python", "", "-2", "-3"),
    },
)
PHP = ClientProgram(
    "php",
    lambda _: _php(),
    ALL_SEE
    | SUBSCRIBERS_SEE
    | {
        "created": 201,
        "again": 204,
        "pages": pages("php", "", "-JSON", "-SIMPLIFIED", "-XML"),
        "properties": [{"n": "5"}, {"traceparent": TRACE}],
        "partly": [["ReceiptHandleError", "stale"]],
        "batch_deleted": 204,
        "partly_sent": [digest("good"), "InvalidArgument"],
        "too_many": "InvalidArgument",
        "topic_pages": pages("php", "", "-2", "-3"),
    },
)
CLIENTS = [PYTHON, NODE_OFFICIAL, NODE_THIRD_PARTY, GO, JAVA, PHP]
