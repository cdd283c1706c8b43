"""The official SDKs as the demo's clients, pointed at a stack."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from alibabacloud_ecs20140526.client import Client as EcsClient
from alibabacloud_ess20220222.client import Client as EssClient
from alibabacloud_oos20190601.client import Client as OosClient
from alibabacloud_ram20150501.client import Client as RamClient
from alibabacloud_tea_openapi.models import Config
from mns.account import Account

from scalehook.cli import remote

TIMEOUT_MILLISECONDS = 60_000  # a busy machine is no failure


@dataclass(frozen=True)
class Cloud:
    """One stack, as its users see it."""

    endpoint: str
    access_key_id: str
    access_key_secret: str
    region: str
    account_id: str

    @cached_property
    def _config(self) -> Any:
        return Config(
            access_key_id=self.access_key_id,
            access_key_secret=self.access_key_secret,
            region_id=self.region,
            endpoint=self.endpoint.removeprefix("http://"),
            protocol="HTTP",
            read_timeout=TIMEOUT_MILLISECONDS,
            connect_timeout=TIMEOUT_MILLISECONDS,
        )

    @cached_property
    def ess(self) -> Any:
        """Auto Scaling."""
        return EssClient(self._config)

    @cached_property
    def oos(self) -> Any:
        """CloudOps Orchestration Service."""
        return OosClient(self._config)

    @cached_property
    def ecs(self) -> Any:
        """ECS and Cloud Assistant."""
        return EcsClient(self._config)

    @cached_property
    def ram(self) -> Any:
        """Resource Access Management."""
        return RamClient(self._config)

    @cached_property
    def mns(self) -> Any:
        """Message Service."""
        return Account(self.endpoint, self.access_key_id, self.access_key_secret)

    def arn(self, service: str, relative_id: str) -> str:
        """`acs:mns:cn-hangzhou:1234567890123456:queue/q1`."""
        return f"acs:{service}:{self.region}:{self.account_id}:{relative_id}"

    def advance(self, seconds: float) -> list[str]:
        """Move the stack's clock; the scripts that still run."""
        moved = remote.ask(self.endpoint, "POST", "clock/advance", {"seconds": seconds})
        return [busy["name"] for busy in moved["busy"] if busy["kind"] == "script"]
