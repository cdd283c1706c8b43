"""A function of Function Compute subscribes to a topic: a server of the user's stands for it."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from scalehook.message_service.settings import Settings
from scalehook.testing.running import running_stack
from scalehook_contracts.message_service.deliveries import ListDeliveries
from scalehook_contracts.scaling_controller.actions import CompleteLifecycleAction

FUNCTION = "acs:fc:cn-hangzhou:1234567890123456:services/hooks.LATEST/functions/worker"


@contextmanager
def function(work: Callable[[dict[str, Any]], None]) -> Iterator[str]:
    """The address of a custom runtime that does this with each lifecycle event."""

    class Runtime(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = (self.path, self.headers["x-fc-control-path"], self.headers["Content-Type"])
            assert told == ("/invoke", "/invoke", "application/octet-stream")
            event = self.rfile.read(int(self.headers["Content-Length"]))
            work(json.loads(base64.b64decode(event)))
            self.send_response(200)
            self.send_header("x-fc-status", "200")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Runtime) as server:
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_function_completes_an_action() -> None:
    """The documented way: a hook notifies a topic, which calls the function with what it was told."""

    def work(event: dict[str, Any]) -> None:
        content = event["content"]
        cloud.call(
            CompleteLifecycleAction(
                lifecycle_hook_id=content["lifecycleHookId"],
                lifecycle_action_token=content["lifecycleActionToken"],
                lifecycle_action_result="CONTINUE",
            )
        )

    with function(work) as url:
        settings = Settings(mns_functions={"services/hooks/functions/worker": url})
        with running_stack(speed=0.001, message_service=settings) as cloud:
            topic = cloud.topic("hooks")
            topic.subscribe(FUNCTION, form="STREAM")
            group = cloud.group()
            group.hook("SCALE_OUT", to=topic, default="ABANDON")
            action = group.scale_out()
            cloud.settle()
            assert (action.status, action.result) == ("Completed", "CONTINUE")
            log = cloud.call(ListDeliveries(topic_name="hooks")).deliveries
            assert [(one.outcome, one.attempt) for one in log] == [("taken", 1)]
