"""Whose an access key is: the account's own, or one that access control knows."""

import hmac
from dataclasses import dataclass

from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.envelope import ROOT
from scalehook.kit.outside import Caller
from scalehook_contracts.access_control import ResolveAccessKey, ResolvedKey


@dataclass(frozen=True)
class Keys:
    """All keys that can sign."""

    bus: Caller
    settings: GatewaySettings

    async def find(self, access_key_id: str, security_token: str) -> ResolvedKey:
        """The key's owner and secret; refuses as ResolveAccessKey does."""
        own = self.settings.access_key_id
        if own and access_key_id == own:
            return ResolvedKey(access_key_secret=self.settings.access_key_secret, principal=ROOT)
        command = ResolveAccessKey(access_key_id=access_key_id, security_token=security_token)
        return await self.bus.call(command)


def same(one: str, other: str) -> bool:
    """Compare signatures without telling by the time it takes."""
    return hmac.compare_digest(one.encode(), other.encode())
