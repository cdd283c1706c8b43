"""The HTTP connections of a consumer."""

import httpx

IDLE_SECONDS = 60.0
TIMEOUT = httpx.Timeout(15.0, connect=5.0)


def connection(
    url: str, *, many: int, proxies: bool, transport: httpx.AsyncBaseTransport | None = None
) -> httpx.AsyncClient:
    """Asks one server, or any where `url` is empty, with as many requests at once as need be; twice
    `many` stay connected: a stack takes a consumer whose connection is closed for one that has died.
    Who answers by TLS must have a certificate that the machine trusts. Proxies of the environment are
    for the cloud, not for a stack. `transport` is for tests.
    """
    return httpx.AsyncClient(
        base_url=url,
        timeout=TIMEOUT,
        limits=httpx.Limits(
            max_connections=None, max_keepalive_connections=2 * many, keepalive_expiry=IDLE_SECONDS
        ),
        trust_env=proxies,
        verify=not url.startswith("http://"),  # there, certificates are read for nothing
        transport=transport,
    )
