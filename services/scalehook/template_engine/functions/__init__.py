"""The functions of the template language. A new one is a function and a line in the table.

Users write the arguments, so a result is never much larger than its arguments, which are paid for.
"""

from collections.abc import Callable
from typing import Any

from scalehook.template_engine.functions.lists import join, list_join, select, split
from scalehook.template_engine.functions.logic import all_of, any_of, choose, equals, negate
from scalehook.template_engine.functions.text import FunctionFailed, base64_decode, base64_encode

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "Fn::And": all_of,
    "Fn::Base64Decode": base64_decode,
    "Fn::Base64Encode": base64_encode,
    "Fn::Equals": equals,
    "Fn::If": choose,
    "Fn::Join": join,
    "Fn::ListJoin": list_join,
    "Fn::Not": negate,
    "Fn::Or": any_of,
    "Fn::Select": select,
    "Fn::Split": split,
}

__all__ = ["FUNCTIONS", "FunctionFailed"]
