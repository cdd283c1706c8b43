"""Operations of MNS say where a client comes from, as far as the public endpoint is concerned."""

import pytest

from support.desk_of_gateway import Desk

CLOUD = "1234567890123456.mns.cn-hangzhou"


@pytest.mark.parametrize("over_asgi", [False, True])
@pytest.mark.parametrize(
    ("method", "target", "body"),
    [
        ("GET", "/queues", b""),
        ("PUT", "/queues/q", b"<Queue><ClientAddress>10.0.0.1</ClientAddress></Queue>"),
        ("GET", "/queues/q/messages?waitseconds=1", b""),
        ("DELETE", "/queues/q/messages?ReceiptHandle=h", b""),
        ("PUT", "/?accountmeta=true", b"<Account/>"),
        ("POST", "/commonbuy/openservice", b""),
    ],
)
async def test_every_operation_says_where_it_comes_from(
    over_asgi: bool, method: str, target: str, body: bytes
) -> None:
    """Whatever its body claims."""
    desk = Desk(over_asgi=over_asgi)
    await desk.mns(method, target, body)
    assert desk.bus.client == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "client"),
    [
        (f"{CLOUD}.aliyuncs.com", "127.0.0.1"),
        (f"{CLOUD}.aliyuncs.com:4580", "127.0.0.1"),
        (f"{CLOUD}-internal.aliyuncs.com", ""),
        (f"{CLOUD}-Internal.aliyuncs.com:4580", ""),
        (f"{CLOUD}-internal-vpc.aliyuncs.com", ""),
        (f"{CLOUD}-vpc.aliyuncs.com", ""),
        ("127.0.0.1:4580", "127.0.0.1"),
    ],
)
async def test_names_of_the_internal_network_are_not_the_public_endpoint(host: str, client: str) -> None:
    """Who comes by them is not asked for an address."""
    desk = Desk()
    await desk.mns("GET", "/queues", host=host)
    assert desk.bus.client == client
