"""Clients of the official SDKs, pointed at a stack: `cloud.clients.ess`."""

import importlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud

# by our name: the package to import, and the distribution to install. A new one is a line here.
OPENAPI = {
    "ess": ("alibabacloud_ess20220222", "alibabacloud-ess20220222"),
    "ess_2014": ("alibabacloud_ess20140828", "alibabacloud-ess20140828"),
    "ecs": ("alibabacloud_ecs20140526", "alibabacloud-ecs20140526"),
    "oos": ("alibabacloud_oos20190601", "alibabacloud-oos20190601"),
    "ram": ("alibabacloud_ram20150501", "alibabacloud-ram20150501"),
    "sts": ("alibabacloud_sts20150401", "alibabacloud-sts20150401"),
    "slb": ("alibabacloud_slb20140515", "alibabacloud-slb20140515"),
    "alb": ("alibabacloud_alb20200616", "alibabacloud-alb20200616"),
    "rds": ("alibabacloud_rds20140815", "alibabacloud-rds20140815"),
    "cms": ("alibabacloud_cms20190101", "alibabacloud-cms20190101"),
    "eventbridge": ("alibabacloud_eventbridge20200401", "alibabacloud-eventbridge20200401"),
}
MNS = ("mns.account", "aliyun-mns-sdk")
CONFIG = ("alibabacloud_tea_openapi.models", "alibabacloud-tea-openapi")
TIMEOUT_MILLISECONDS = 60_000  # a long poll is 30 s; a busy machine is no failure


class NoSdk(ModuleNotFoundError):
    """The SDK is not installed; the message says what to install."""


class Clients:
    """Each is made when it is asked for first. Their types are the SDKs' own, or Any where those have
    none. `mns` is an `mns.account.Account`, the others a `Client` each.
    """

    def __init__(self, cloud: "Cloud") -> None:
        self._cloud = cloud

    @cached_property
    def mns(self) -> Any:
        """Queues and topics: `cloud.clients.mns.get_queue("q")`."""
        cloud = self._cloud
        account = _module(*MNS).Account
        return account(cloud.endpoint, cloud.access_key_id, cloud.access_key_secret)

    @cached_property
    def config(self) -> Any:
        """An `alibabacloud_tea_openapi.models.Config` that fits all clients but that of MNS."""
        return _module(*CONFIG).Config(
            access_key_id=self._cloud.access_key_id,
            access_key_secret=self._cloud.access_key_secret,
            region_id=self._cloud.region,
            endpoint=self._cloud.address,
            protocol="HTTP",
            read_timeout=TIMEOUT_MILLISECONDS,
            connect_timeout=TIMEOUT_MILLISECONDS,
        )

    def __getattr__(self, name: str) -> Any:
        if name not in OPENAPI:
            raise AttributeError(f"no client is called {name!r}: there are mns, {', '.join(OPENAPI)}")
        package, distribution = OPENAPI[name]
        client = _module(f"{package}.client", distribution).Client(self.config)
        setattr(self, name, client)
        return client

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *OPENAPI]


def _module(name: str, distribution: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as problem:
        said = f"{name} is not installed: pip install {distribution} (or 'scalehook[demo]')"
        raise NoSdk(said, name=problem.name) from problem
