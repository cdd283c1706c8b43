"""The functions of the template language. A new one is a function and a line in a table.

Users write the arguments, so a result is never much larger than its arguments, which are paid for. What
can be larger, or take longer, is given the allowance and pays for it: those are `PAID`.
"""

from collections.abc import Callable
from typing import Any

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.functions.addresses import is_ip_in_cidr
from scalehook.template_engine.functions.batches import calculate_batch
from scalehook.template_engine.functions.lists import (
    first,
    join,
    last,
    list_join,
    range_select,
    select,
    split,
)
from scalehook.template_engine.functions.logic import all_of, any_of, choose, equals, negate
from scalehook.template_engine.functions.maps import (
    convert_map_to_list,
    map_join,
    merge_map,
    merge_map_to_list,
)
from scalehook.template_engine.functions.numbers import evaluate, largest, smallest, total
from scalehook.template_engine.functions.packages import find_matched_package
from scalehook.template_engine.functions.queries import query
from scalehook.template_engine.functions.sets import difference, intersection, union
from scalehook.template_engine.functions.text import (
    FunctionFailed,
    base64_decode,
    base64_encode,
    contains_sub_string,
    escape,
    replace,
    substitute,
)
from scalehook.template_engine.functions.times import add_hour, duration_between, format_utc_time
from scalehook.template_engine.functions.windows import calculate_time_by_ops_window

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "Fn::AddHour": add_hour,
    "Fn::And": all_of,
    "Fn::Base64Decode": base64_decode,
    "Fn::Base64Encode": base64_encode,
    "Fn::CalculateBatch": calculate_batch,
    "Fn::ContainsSubString": contains_sub_string,
    "Fn::ConvertMapToList": convert_map_to_list,
    "Fn::Difference": difference,
    "Fn::DurationBetween": duration_between,
    "Fn::Equals": equals,
    "Fn::Escape": escape,
    "Fn::FindMatchedPackage": find_matched_package,
    "Fn::First": first,
    "Fn::FormatUTCTime": format_utc_time,
    "Fn::If": choose,
    "Fn::Intersection": intersection,
    "Fn::IsIpInCIDR": is_ip_in_cidr,
    "Fn::Join": join,
    "Fn::Last": last,
    "Fn::ListJoin": list_join,
    "Fn::MapJoin": map_join,
    "Fn::Max": largest,
    "Fn::MergeList": list_join,
    "Fn::MergeMap": merge_map,
    "Fn::Min": smallest,
    "Fn::Not": negate,
    "Fn::Or": any_of,
    "Fn::RangeSelect": range_select,
    "Fn::Select": select,
    "Fn::Split": split,
    "Fn::Sum": total,
    "Fn::Union": union,
}
PAID: dict[str, Callable[[Any, Allowance], Any]] = {
    "Fn::Eval": evaluate,
    "Fn::Jq": query,
    "Fn::MergeMapToList": merge_map_to_list,
    "Fn::Replace": replace,
    "Fn::Sub": substitute,
}
TIMED: dict[str, Callable[[Any, str], Any]] = {  # these look at the time
    "Fn::CalculateTimeByOpsWindow": calculate_time_by_ops_window,
}

__all__ = ["FUNCTIONS", "PAID", "TIMED", "FunctionFailed", "call", "is_known"]


def is_known(name: str) -> bool:
    """Whether there is such a function."""
    return name in FUNCTIONS or name in PAID or name in TIMED


def call(name: str, arguments: Any, allowance: Allowance, now: str = "") -> Any:
    """What the function makes of its arguments; any error of Python's for arguments of another shape.
    `now` is ISO 8601.
    """
    allowance.measure(arguments)
    if name in TIMED:
        return TIMED[name](arguments, now)
    if name in PAID:
        return PAID[name](arguments, allowance)
    return FUNCTIONS[name](arguments)
