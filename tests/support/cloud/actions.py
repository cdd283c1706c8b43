"""Any action of Auto Scaling 2014-08-28 by its name and its parameters as they are on the wire: what
tools of other languages send.
"""

from typing import Any

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.request import CommonRequest

from support.cloud.clients import Clients


class Actions:
    """Signed with the older signature, by the core SDK."""

    def __init__(self, clients: Clients, version: str = "2014-08-28") -> None:
        self._clients, self._version = clients, version

    def __call__(self, action: str, **parameters: Any) -> dict[str, Any]:
        """The answer. `InstanceId__1` is `InstanceId.1`: Python has no dots in names."""
        request = CommonRequest(domain=self._clients.address, version=self._version, action_name=action)
        request.set_protocol_type("http")
        request.set_method("POST")
        given = {"RegionId": self._clients.region, **parameters}
        for name, value in given.items():
            spelt = str(value).lower() if isinstance(value, bool) else str(value)
            request.add_query_param(name.replace("__", "."), spelt)
        return self._clients.core_call(request)

    def code(self, action: str, **parameters: Any) -> str:
        """The code that it is refused with; empty when it is not."""
        try:
            self(action, **parameters)
        except ServerException as refusal:
            return str(refusal.get_error_code())
        return ""
