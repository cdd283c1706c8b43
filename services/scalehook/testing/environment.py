"""How a child process, of whatever language, finds a stack: variables of its environment."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud


def environment(cloud: "Cloud") -> dict[str, str]:
    """What `scalehook env` gives, the usual names of the keys, the address without a scheme (as most
    SDKs want it), the broker where there is one, and that loopback is reached without a proxy.
    """
    found = {
        "SCALEHOOK_ENDPOINT": cloud.endpoint,
        "SCALEHOOK_HOST": cloud.address,
        "SCALEHOOK_ACCESS_KEY_ID": cloud.access_key_id,
        "SCALEHOOK_ACCESS_KEY_SECRET": cloud.access_key_secret,
        "SCALEHOOK_REGION": cloud.region,
        "SCALEHOOK_ACCOUNT_ID": cloud.account_id,
        "ALIBABA_CLOUD_ACCESS_KEY_ID": cloud.access_key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": cloud.access_key_secret,
        "NO_PROXY": "127.0.0.1,localhost",
    }
    return found | ({"SCALEHOOK_AMQP_URL": cloud.amqp_url} if cloud.amqp_url else {})
