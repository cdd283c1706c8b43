"""Plain HTTP to a stack, by one client: every new one would read all of the machine's certificates."""

import httpx

from support.patience import PATIENCE_SECONDS

HTTP = httpx.Client(
    verify=False,
    trust_env=False,
    timeout=PATIENCE_SECONDS,
    limits=httpx.Limits(max_keepalive_connections=0),  # stacks come and go behind one port
)
