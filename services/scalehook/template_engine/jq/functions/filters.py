"""Functions that are given filters: select, map, first, del and so on."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from scalehook.template_engine.jq.changing import without
from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.functions.lists import total
from scalehook.template_engine.jq.functions.objects import from_entries, to_entries
from scalehook.template_engine.jq.running import Found, Running
from scalehook.template_engine.jq.syntax import Identity, Iterate, Literal, Node, Pipe, Update
from scalehook.template_engine.jq.updating import paths, update
from scalehook.template_engine.jq.values import Path, as_text, is_true, kind

Arguments = tuple[Node, ...]
COUNT = 4  # units for one more value
EACH = Iterate(Identity())


def _select(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    for condition in run.values(arguments[0], value):
        if is_true(condition):
            yield value, path


def _of_kind(*kinds: str) -> Any:
    def chosen(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
        if kind(value) in kinds:
            yield value, path

    return chosen


def _map(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    found = list(run.values(Pipe((EACH, arguments[0])), value))
    run.allowance.measure(found)
    yield found, None


def _map_values(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    yield from update(run, Update("|=", EACH, arguments[0]), value, None)


def _with_entries(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    entries = to_entries(value)
    run.allowance.measure(entries)
    changed = list(run.values(Pipe((EACH, arguments[0])), entries))
    run.allowance.measure(changed)
    yield from_entries(changed), None


def _empty(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    return iter(())


def _error(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    for found in run.values(arguments[0] if arguments else Identity(), value):
        raise JqError(as_text(found), found)
    return iter(())


def _recurse(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    """Depth first; the allowance ends what would not end."""
    waiting: list[Iterator[Found]] = [iter([(value, path)])]
    while waiting:
        for found, place in waiting[-1]:
            run.allowance.spend(COUNT)
            yield found, place
            waiting.append(_next_below(run, arguments, found, place))
            break
        else:
            waiting.pop()


def _next_below(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    if arguments:
        return run.found(arguments[0], value, path)
    return run.found(EACH, value, path) if isinstance(value, list | dict) else iter(())


def _first(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    return islice(run.found(arguments[0], value, path), 1)


def _last(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    found = list(run.found(arguments[0], value, path))
    return iter(found[-1:])


def _limit(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    for count in run.values(arguments[0], value):
        if kind(count) != "number" or count < 0:
            raise JqError("Invalid arguments to limit")
        yield from islice(run.found(arguments[1], value, path), int(count))


def _range(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    start, end = (Literal(0), arguments[0]) if len(arguments) == 1 else arguments[:2]
    step = arguments[2] if len(arguments) == 3 else Literal(1)
    for low in run.values(start, value):
        for high in run.values(end, value):
            for by in run.values(step, value):
                if {kind(low), kind(high), kind(by)} != {"number"}:
                    raise JqError("Range bounds must be numeric")
                yield from _counted(run, low, high, by)


def _counted(run: Running, low: Any, high: Any, by: Any) -> Iterator[Found]:
    while (low < high and by > 0) or (low > high and by < 0):
        run.allowance.spend(COUNT)
        yield low, None
        low += by


def _any(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    yield any(map(is_true, _conditions(run, arguments, value))), None


def _all(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    yield all(map(is_true, _conditions(run, arguments, value))), None


def _conditions(run: Running, arguments: Arguments, value: Any) -> Iterator[Any]:
    items = arguments[0] if len(arguments) == 2 else EACH
    return run.values(Pipe((items, arguments[-1])), value)


def _is_empty(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    yield next(run.values(arguments[0], value), run) is run, None


def _add(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    found = list(run.values(arguments[0], value))
    run.allowance.measure(found)
    yield total(found), None


def _del(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    yield without(value, paths(run, arguments[0], value), run.allowance), None


def _path(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    yield from ((list(place), None) for place in paths(run, arguments[0], value))


def _paths(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    for found, place in _recurse(run, (), value, ()):
        if place and all(is_true(it) for node in arguments for it in islice(run.values(node, found), 1)):
            yield list(place), None


SCALARS = ("null", "boolean", "number", "string")
FILTERS: dict[tuple[str, int], Callable[[Running, Arguments, Any, Path | None], Iterator[Found]]] = {
    ("add", 1): _add,
    ("all", 1): _all,
    ("all", 2): _all,
    ("any", 1): _any,
    ("any", 2): _any,
    ("arrays", 0): _of_kind("array"),
    ("booleans", 0): _of_kind("boolean"),
    ("del", 1): _del,
    ("empty", 0): _empty,
    ("error", 0): _error,
    ("error", 1): _error,
    ("first", 1): _first,
    ("isempty", 1): _is_empty,
    ("iterables", 0): _of_kind("array", "object"),
    ("last", 1): _last,
    ("limit", 2): _limit,
    ("map", 1): _map,
    ("map_values", 1): _map_values,
    ("nulls", 0): _of_kind("null"),
    ("numbers", 0): _of_kind("number"),
    ("objects", 0): _of_kind("object"),
    ("path", 1): _path,
    ("paths", 0): _paths,
    ("paths", 1): _paths,
    ("range", 1): _range,
    ("range", 2): _range,
    ("range", 3): _range,
    ("recurse", 0): _recurse,
    ("recurse", 1): _recurse,
    ("scalars", 0): _of_kind(*SCALARS),
    ("select", 1): _select,
    ("strings", 0): _of_kind("string"),
    ("values", 0): _of_kind("boolean", "number", "string", "array", "object"),
    ("with_entries", 1): _with_entries,
}
