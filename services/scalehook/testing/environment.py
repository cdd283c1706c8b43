"""How a child process, of whatever language, finds a stack: variables of its environment."""

from typing import Protocol


class Place(Protocol):
    """Where a stack is, and who its account is."""

    @property
    def endpoint(self) -> str:
        """`http://HOST:PORT`."""

    @property
    def address(self) -> str:
        """`HOST:PORT`."""

    @property
    def access_key_id(self) -> str:
        """The account's key id."""

    @property
    def access_key_secret(self) -> str:
        """The account's key secret."""

    @property
    def region(self) -> str:
        """The region that the stack plays."""

    @property
    def account_id(self) -> str:
        """The account that the stack plays."""


def environment(place: Place) -> dict[str, str]:
    """What `scalehook env` gives, the usual names of the keys, the address without a scheme (as most
    SDKs want it), and that neither loopback nor the stack is reached by a proxy.
    """
    host = place.address.rpartition(":")[0]
    near = dict.fromkeys(("127.0.0.1", "localhost", host))
    return {
        "SCALEHOOK_ENDPOINT": place.endpoint,
        "SCALEHOOK_HOST": place.address,
        "SCALEHOOK_ACCESS_KEY_ID": place.access_key_id,
        "SCALEHOOK_ACCESS_KEY_SECRET": place.access_key_secret,
        "SCALEHOOK_REGION": place.region,
        "SCALEHOOK_ACCOUNT_ID": place.account_id,
        "ALIBABA_CLOUD_ACCESS_KEY_ID": place.access_key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": place.access_key_secret,
        "NO_PROXY": ",".join(near),
    }
