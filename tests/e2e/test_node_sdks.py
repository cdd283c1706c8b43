"""Official SDKs for Node, unmodified: RAM, STS, ECS, and their core for OOS and EventBridge."""

from support.cloud.process import StackProcess
from support.node_sdks.client import NODE_SDKS


def test_what_node_sees(process: StackProcess) -> None:
    """Each answers in its own shapes, and every refusal has the documented code."""
    assert NODE_SDKS.run(process.endpoint) == NODE_SDKS.sees
