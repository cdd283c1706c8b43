"""Real servers for integration and end-to-end tests; in CI they must be there."""

pytest_plugins = ["pytester", "scalehook.testing.servers"]
