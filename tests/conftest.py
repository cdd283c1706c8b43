"""Set-up of all tests: real servers, an environment of nobody, one hypothesis profile, an order."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from scalehook.testing.rabbit import Broker
from support.thoroughness import TIMES, tries

pytest_plugins = [
    "pytester", "scalehook.testing.servers",
    "support.isolation", "support.memory", "support.one_browser", "support.ordering",
    "support.plain_logs", "support.scratch", "support.telling", "support.workers",
]  # fmt: skip

# A busy machine is no failure, and what CI finds must be found again.
settings.register_profile(
    "scalehook",
    max_examples=tries(20),
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("scalehook")
# One of the program's own 5,500 words comes up in every twentieth draw. To gather them all of its files
# are parsed, which takes as long as all draws of a run: it is done where much is drawn.
if TIMES == 1:
    providers._get_local_constants = lambda: providers._local_constants


@pytest.fixture(scope="session")
def _scalehook_broker(broker: Broker) -> Broker:
    """One broker is enough for all tests of a worker: its start takes six seconds of a processor."""
    return broker
