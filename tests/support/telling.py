"""Workers tell of each test what came of it, and of its setup and teardown only what went wrong: six
messages of a test are two. They are packed and unpacked in Python, eight thousand times.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

UNHEARD = ("logstart", "logfinish")  # which are for `-v`


def pytest_configure(config: pytest.Config) -> None:
    """Of a worker, unless somebody asks for all of it."""
    if not hasattr(config, "workerinput") or _is_curious(config):
        return
    for plugin in config.pluginmanager.get_plugins():
        if hasattr(plugin, "sendevent"):
            plugin.sendevent = partial(_tell, plugin.sendevent)


def _is_curious(config: pytest.Config) -> bool:
    options = config.option
    return bool(options.verbose > 0 or options.durations is not None or options.xmlpath)


def _tell(send: Callable[..., None], name: str, **told: Any) -> None:
    if name not in UNHEARD and not (name == "testreport" and _is_dull(told["data"])):
        send(name, **told)


def _is_dull(report: dict[str, Any]) -> bool:
    return report["when"] != "call" and report["outcome"] == "passed"
