"""Clients of every official SDK, pointed at a stack."""

import importlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from alibabacloud_ess20220222.client import Client as Ess
from alibabacloud_tea_openapi.models import Config
from aliyunsdkcore.client import AcsClient
from mns.account import Account

from support.patience import PATIENCE_SECONDS


@dataclass(frozen=True)
class Clients:
    address: str
    key_id: str
    secret: str
    token: str | None = None
    algorithm: str | None = None
    region: str = "cn-hangzhou"
    account: str = "1234567890123456"

    @cached_property
    def config(self) -> Config:
        return Config(
            access_key_id=self.key_id,
            access_key_secret=self.secret,
            security_token=self.token,
            region_id=self.region,
            endpoint=self.address,
            protocol="HTTP",
            signature_algorithm=self.algorithm,
            read_timeout=PATIENCE_SECONDS * 1000,
            connect_timeout=PATIENCE_SECONDS * 1000,
        )

    ess = cached_property(lambda self: Ess(self.config))
    ess2014 = cached_property(lambda self: _client("ess20140828", self.config))
    oos = cached_property(lambda self: _client("oos20190601", self.config))
    ecs = cached_property(lambda self: _client("ecs20140526", self.config))
    ram = cached_property(lambda self: _client("ram20150501", self.config))
    slb = cached_property(lambda self: _client("slb20140515", self.config))
    alb = cached_property(lambda self: _client("alb20200616", self.config))
    rds = cached_property(lambda self: _client("rds20140815", self.config))
    bridge = cached_property(lambda self: _client("eventbridge20200401", self.config))
    mns_open = cached_property(lambda self: _client("mns_open20220119", self.config))
    sts = cached_property(lambda self: _client("sts20150401", self.config))
    mns = cached_property(lambda self: Account(f"http://{self.address}", self.key_id, self.secret))
    core = cached_property(
        lambda self: AcsClient(self.key_id, self.secret, self.region, timeout=PATIENCE_SECONDS)
    )

    def core_call(self, request: Any) -> dict[str, Any]:
        """A call of the older core SDK."""
        import json

        request.set_endpoint(self.address)
        return json.loads(self.core.do_action_with_exception(request))

    def arn(self, service: str, relative_id: str) -> str:
        return f"acs:{service}:{self.region}:{self.account}:{relative_id}"


def _client(name: str, config: Config) -> Any:
    """Of an SDK that some tests use, and that takes long to import."""
    return importlib.import_module(f"alibabacloud_{name}.client").Client(config)
