"""The function that asks by jq."""

from typing import Any

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.functions.text import FunctionFailed
from scalehook.template_engine.selectors import select_all


def query(arguments: list[Any], allowance: Allowance) -> Any:
    """[`First` or `All`, jq, data]: the first that it finds, None where there is none; or all."""
    how, script, data = arguments
    if how not in ("First", "All"):
        raise FunctionFailed(f"{how!r} is neither First nor All")
    found = select_all(str(script), data, allowance)
    return found if how == "All" else next(iter(found), None)
