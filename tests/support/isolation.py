"""An environment of nobody: no settings, no state and no keys of whoever runs the tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

FOREIGN, SERVERS = ("SCALEHOOK_", "OTEL_"), "SCALEHOOK_TEST_"
SHARED = {  # what lies in the home directory and is not about us
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "DOCKER_CONFIG": ".docker",
    "GOPATH": "go",
    "npm_config_cache": ".npm",
}


@pytest.fixture(scope="session", autouse=True)
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home directory without `.scalehook`; of our variables those alone that name test servers."""
    real, home = Path.home(), tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(FOREIGN) and not name.startswith(SERVERS):
                patch.delenv(name)
        for name, folder in SHARED.items():
            if name not in os.environ:
                patch.setenv(name, str(real / folder))
        patch.setenv("HOME", str(home))
        yield home
