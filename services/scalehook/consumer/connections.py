"""The HTTP connections of a consumer."""

import httpx

TIMEOUT = httpx.Timeout(15.0, connect=5.0)


def connection(
    url: str, *, many: int, proxies: bool, transport: httpx.AsyncBaseTransport | None = None
) -> httpx.AsyncClient:
    """Asks one server, or any where `url` is empty, with as many requests at once as need be; `many` of
    them stay connected. Who answers by TLS must have a certificate that the machine trusts. Proxies
    of the environment are for the cloud, not for a stack. `transport` is for tests.
    """
    return httpx.AsyncClient(
        base_url=url,
        timeout=TIMEOUT,
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=many),
        trust_env=proxies,
        verify=not url.startswith("http://"),  # there, certificates are read for nothing
        transport=transport,
    )
