"""Whose an access key is: the account's own, or one that access control knows."""

import hmac

from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import ROOT, Requester
from scalehook_contracts.access_control.keys import ResolveAccessKey, ResolvedKey
from scalehook_contracts.errors.common import InvalidSecurityTokenMalformed


class AccessKeys:
    """All keys that can sign."""

    def __init__(self, bus: Requester, settings: GatewaySettings) -> None:
        self._bus = bus
        own = ResolvedKey(access_key_secret=settings.access_key_secret, principal=ROOT)
        self._own = {settings.access_key_id: own} if settings.access_key_id else {}

    def own(self, access_key_id: str, security_token: str) -> ResolvedKey | None:
        """The key, if it is the account's: nobody needs to be asked for it. It has no token:
        InvalidSecurityTokenMalformed for any.
        """
        key = self._own.get(access_key_id)
        if security_token and key is not None:
            raise InvalidSecurityTokenMalformed()
        return key

    async def find(self, access_key_id: str, security_token: str) -> ResolvedKey:
        """Anybody else's; refuses as ResolveAccessKey does."""
        command = ResolveAccessKey(access_key_id=access_key_id, security_token=security_token)
        return await self._bus.call(command)


def same(one: str, other: str) -> bool:
    """Compare signatures without telling by the time it takes."""
    if one.isascii() and other.isascii():
        return hmac.compare_digest(one, other)
    return hmac.compare_digest(one.encode(), other.encode())
