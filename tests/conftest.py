"""Real servers for integration and end-to-end tests; in CI they must be there."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ["pytester", "scalehook.testing.servers"]

# A busy machine is no failure, and what CI finds must be found again.
settings.register_profile(
    "scalehook",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("scalehook")
