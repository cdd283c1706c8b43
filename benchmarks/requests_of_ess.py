"""Signed requests to Auto Scaling as bytes, and a group that they are about."""

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from benchmarks.scaling import REGION
from benchmarks.servers import KEY_ID, SECRET, Server
from scalehook.gateway.rpc import signature_v1

AGENT = "AlibabaCloud (Linux; x86_64) Python/3.11 Core/0.3.1 TeaDSL/1"


def request(server: Server, action: str, **parameters: str) -> bytes:
    """As an SDK sends it: everything in a form."""
    given = {
        "Action": action,
        "Version": "2022-02-22",
        "Format": "JSON",
        "RegionId": REGION,
        "AccessKeyId": KEY_ID,
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": uuid.uuid4().hex,
        "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        **parameters,
    }
    text = signature_v1.string_to_sign("POST", given)
    body = urlencode({**given, "Signature": signature_v1.sign(SECRET, text)}).encode()
    head = (
        f"POST / HTTP/1.1\r\nhost: 127.0.0.1:{server.port}\r\nuser-agent: {AGENT}\r\n"
        "accept-encoding: identity\r\ncontent-type: application/x-www-form-urlencoded\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@dataclass
class Group:
    """An enabled scaling group; `ask` sends a request and gives the body of its answer."""

    server: Server
    ask: Callable[[bytes], bytes]

    def __post_init__(self) -> None:
        made = self._call("CreateScalingGroup", MinSize="0", MaxSize="300", DefaultCooldown="0")
        self.id = made["ScalingGroupId"]
        configuration = self._call(
            "CreateScalingConfiguration", ScalingGroupId=self.id, ImageId="i", InstanceType="t",
            SecurityGroupId="s",
        )["ScalingConfigurationId"]  # fmt: skip
        self._of_group("EnableScalingGroup", ActiveScalingConfigurationId=configuration)

    def add(self, count: int) -> str:
        """So many instances; the activity's id."""
        rule = self._of_group(
            "CreateScalingRule", AdjustmentType="QuantityChangeInCapacity", AdjustmentValue=str(count)
        )
        done = self._call("ExecuteScalingRule", ScalingRuleAri=rule["ScalingRuleAri"])
        return str(done["ScalingActivityId"])

    def await_instances(self, count: int) -> None:
        """Until the group has so many that serve."""
        asked = {"LifecycleState": "InService"}
        while self._of_group("DescribeScalingInstances", **asked)["TotalCount"] < count:
            time.sleep(0.1)
        while self._of_group("DescribeScalingActivities", StatusCode="InProgress")["TotalCount"]:
            time.sleep(0.1)

    def make_hook(self) -> str:
        """A hook that lets what comes wait; its id."""
        made = self._of_group(
            "CreateLifecycleHook", LifecycleTransition="SCALE_OUT", HeartbeatTimeout="3600",
            LifecycleHookName="hook", DefaultResult="CONTINUE",
        )  # fmt: skip
        return str(made["LifecycleHookId"])

    def describe(self, action: str, count: int) -> list[bytes]:
        """So many requests to describe what the group has."""
        return [request(self.server, action, ScalingGroupId=self.id) for _ in range(count)]

    def complete(self) -> bytes:
        """A request that ends the wait of an instance, which waits by then."""
        hook, activity = self.make_hook(), self.add(1)
        asked = {"ScalingActivityId": activity}
        while not (found := self._of_group("DescribeLifecycleActions", **asked)["LifecycleActions"]):
            time.sleep(0.01)
        token = found[0]["LifecycleActionToken"]
        return request(
            self.server, "CompleteLifecycleAction", ScalingGroupId=self.id,
            LifecycleHookId=hook, LifecycleActionToken=token,
        )  # fmt: skip

    def _of_group(self, action: str, **parameters: str) -> dict[str, Any]:
        return self._call(action, ScalingGroupId=self.id, **parameters)

    def _call(self, action: str, **parameters: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.ask(request(self.server, action, **parameters)))
        return answer
