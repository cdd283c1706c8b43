"""Any action of Auto Scaling by its name, through two generations of official SDKs: the core SDK in
2014-08-28, and the generic call of the OpenAPI client in 2022-02-22.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.utils_models import OpenApiRequest, Params
from aliyunsdkcore.acs_exception.exceptions import ServerException
from darabonba.runtime import RuntimeOptions

from support.cloud.actions import Actions
from support.cloud.clients import Clients

SINGULAR = {"Processes": "Process", "ScaleStatuses": "ScaleStatus", "RemovalPolicies": "RemovalPolicy"}
SAME = {"VSwitchIds", "LifecycleStates", "HealthCheckTypes", "Checkpoints"}  # in both versions


class Refusal(NamedTuple):
    """What a client is told."""

    status: int
    code: str
    message: str


class Older:
    """In 2014-08-28. Lists have the names that they have in 2022-02-22."""

    def __init__(self, clients: Clients) -> None:
        self._actions = Actions(clients)

    def __call__(self, action: str, **parameters: Any) -> dict[str, Any]:
        """The answer."""
        singular = action != "ModifyInstanceAttribute"  # which is a younger one
        return self._actions(action, **dict(_flat(parameters, singular=singular)))

    def refusal(self, action: str, **parameters: Any) -> Refusal | None:
        """How it is refused; None when it is not."""
        try:
            self(action, **parameters)
        except ServerException as problem:
            return Refusal(problem.get_http_status(), problem.get_error_code(), problem.get_error_msg())
        return None

    @staticmethod
    def told(message: str, parameters: dict[str, Any]) -> str:
        """A documented message to a request with these: it names lists as the request does."""
        for name, value in parameters.items():
            if isinstance(value, list):
                message = re.sub(rf'"{name}(?=[".])', f'"{_singular(name)}', message)
        return message


class Newer:
    """In 2022-02-22, or in a version of another product that is called by an action's name."""

    def __init__(self, clients: Clients, version: str = "2022-02-22") -> None:
        self._client, self._region, self._version = Client(clients.config), clients.region, version

    def __call__(self, action: str, **parameters: Any) -> dict[str, Any]:
        """The answer."""
        what = Params(
            action=action, version=self._version, protocol="HTTP", pathname="/", method="POST",
            auth_type="AK", style="RPC", req_body_type="formData", body_type="json",
        )  # fmt: skip
        query = dict(_flat({"RegionId": self._region, **parameters}, singular=False))
        answer = self._client.call_api(what, OpenApiRequest(query=query), RuntimeOptions())
        return dict(answer["body"])

    def refusal(self, action: str, **parameters: Any) -> Refusal | None:
        """How it is refused; None when it is not."""
        try:
            self(action, **parameters)
        except AlibabaCloudException as problem:
            return Refusal(problem.status_code, problem.code, problem.data["Message"])
        return None

    @staticmethod
    def told(message: str, _parameters: dict[str, Any]) -> str:
        """Messages name lists as this version does."""
        return message


def _flat(given: dict[str, Any], *, singular: bool, before: str = "") -> Iterator[tuple[str, str]]:
    """As it is on the wire."""
    for name, value in given.items():
        if isinstance(value, list):
            named = _singular(name) if singular else name
            items = {f"{named}.{number}": item for number, item in enumerate(value, 1)}
            yield from _flat(items, singular=singular, before=before)
        elif isinstance(value, dict):
            yield from _flat(value, singular=singular, before=f"{before}{name}.")
        else:
            spelt = str(value).lower() if isinstance(value, bool) else str(value)
            yield before + name, spelt


def _singular(name: str) -> str:
    return name if name in SAME else SINGULAR.get(name, name.removesuffix("s"))
