"""A traced stack in which something happens: an activity by a queue, a topic and a template."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from alibabacloud_ess20220222 import models as ess
from alibabacloud_tea_util.models import ExtendsParameters, RuntimeOptions
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from scalehook.consumer import Consumer, LifecycleAction, tracing
from scalehook.consumer.signing import mns_signature
from scalehook.testing.running import RunningStack, running_stack
from support.http import HTTP
from support.tracing.collector import Collector, traced

CLIENT = f"00-{'a' * 32}-{'b' * 16}-01"


@dataclass
class Told:
    """What was seen while it happened, and what was sent to the collector."""

    collector: Collector
    token: str = ""
    pushed: list[dict[str, str]] = field(default_factory=list)
    consumer: list[ReadableSpan] = field(default_factory=list)
    own: str = ""  # the answer that a user's own message came in


def play() -> Told:
    """All of it; the stack has ended."""
    with traced() as collector, running_stack() as cloud:
        told = Told(collector)
        by_a_queue(cloud, told)
        by_a_topic(cloud, told)
        of_a_user(cloud, told)
    return told


def by_a_queue(cloud: RunningStack, told: Told) -> None:
    """With a client of the official SDK that is traced itself, and a consumer of the kit."""
    queue, group = cloud.queue("q"), cloud.group("web", max_size=3)
    group.hook("SCALE_OUT", to=queue, name="drain", timeout=300)
    client = cloud.clients.ess
    made = client.create_scaling_rule(
        ess.CreateScalingRuleRequest(
            region_id=cloud.region,
            scaling_group_id=group.id,
            adjustment_type="QuantityChangeInCapacity",
            adjustment_value=1,
        )
    )
    given = RuntimeOptions(extends_parameters=ExtendsParameters(headers={"traceparent": CLIENT}))
    asked = ess.ExecuteScalingRuleRequest(scaling_rule_ari=made.body.scaling_rule_ari)
    client.execute_scaling_rule_with_options(asked, given)
    cloud.advance(2)
    [action] = group.waiting
    told.token = action.token
    told.consumer = asyncio.run(_consume(cloud))
    cloud.quiet()


async def _consume(cloud: RunningStack) -> list[ReadableSpan]:
    exporter, provider, done = InMemorySpanExporter(), TracerProvider(), asyncio.Event()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    consumer = Consumer(
        "traced", endpoint=cloud.endpoint, queue="q", access_key_id=cloud.access_key_id,
        access_key_secret=cloud.access_key_secret,
    )  # fmt: skip

    @consumer.on("SCALE_OUT")
    async def work(action: LifecycleAction) -> None:
        await action.heartbeat(600)
        done.set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tracing.trace, "get_tracer", provider.get_tracer)
        async with consumer:
            await done.wait()
    return list(exporter.get_finished_spans())


def by_a_topic(cloud: RunningStack, told: Told) -> None:
    """Whose subscriber notes the headers of each push."""
    with _receiving(told.pushed) as url:
        topic, group = cloud.topic("t"), cloud.group("pushed", max_size=3)
        topic.subscribe(url)
        group.hook("SCALE_OUT", to=topic, name="by-topic", timeout=300)
        action = group.scale_out()
        cloud.run_until(lambda: told.pushed)
        action.complete("CONTINUE")
        cloud.quiet()


def of_a_user(cloud: RunningStack, told: Told) -> None:
    """Messages of no activity, from a client that is traced; and a call that is refused."""
    cloud.queue("own")
    text = "<Message><MessageBody>hello</MessageBody></Message>"
    sent = signed_mns(cloud, "POST", "/queues/own/messages", text, traceparent=CLIENT)
    assert sent.status_code == 201
    got = signed_mns(cloud, "GET", "/queues/own/messages?waitseconds=0")
    told.own = got.text
    assert signed_mns(cloud, "GET", "/queues/nobodys/messages").status_code == 404


def signed_mns(
    cloud: RunningStack, method: str, target: str, body: str = "", **more: str
) -> httpx.Response:
    """A request to MNS, as its clients sign it."""
    headers = {"date": formatdate(usegmt=True), "x-mns-version": "2015-06-06"}
    if body:
        headers["content-type"] = "text/xml"
    signature = mns_signature(cloud.access_key_secret, method, headers, target)
    headers["authorization"] = f"MNS {cloud.access_key_id}:{signature}"
    return HTTP.request(method, cloud.endpoint + target, headers=headers | more, content=body or None)


@contextmanager
def _receiving(pushed: list[dict[str, str]]) -> Iterator[str]:
    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            pushed.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Not on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
