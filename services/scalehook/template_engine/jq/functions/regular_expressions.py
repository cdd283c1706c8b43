"""Regular expressions: test, match, capture, scan, split, sub, gsub."""

from collections.abc import Callable, Iterator
from typing import Any

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.running import Found, Running
from scalehook.template_engine.jq.syntax import Node
from scalehook.template_engine.jq.values import Path, shown
from scalehook.template_engine.regular_expressions import InvalidPattern, compiled

Arguments = tuple[Node, ...]
FLAGS = {"i": "i", "s": "s", "n": "", "g": "", "l": "", "p": "s"}


def _searches(
    run: Running, arguments: Arguments, value: Any, also: str = ""
) -> Iterator[tuple[str, list[Any]]]:
    """The text and its matches, for every pattern that the arguments stand for."""
    if not isinstance(value, str):
        raise JqError(f"{shown(value)} cannot be matched, as it is not a string")
    for given in run.values(arguments[0], value):
        pattern, flags = given if isinstance(given, list) and len(given) == 2 else (given, None)
        for more in run.values(arguments[1], value) if len(arguments) > 1 else [flags]:
            yield value, _matches(run, value, pattern, (more or "") + also)


def _matches(run: Running, text: str, pattern: Any, flags: Any) -> list[Any]:
    if not isinstance(pattern, str) or not isinstance(flags, str):
        raise JqError(f"{shown(pattern)} cannot be matched, as it is not a string")
    if set(flags) - FLAGS.keys():
        raise JqError(f"{flags} is not a valid modifier string")
    inline = "".join(sorted({FLAGS[flag] for flag in flags} - {""}))
    try:
        expression = compiled(f"(?{inline}){pattern}" if inline else pattern, text, run.allowance)
    except InvalidPattern as problem:
        raise JqError(str(problem)) from problem
    found = []
    for match in expression.finditer(text):
        run.allowance.spend(10 + len(text) // 64)
        if match[0] or "n" not in flags:
            found.append(match)
        if "g" not in flags:
            break
    return found


def _test(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    yield from ((bool(found), None) for _, found in _searches(run, arguments, value))


def _match(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    for _, found in _searches(run, arguments, value):
        yield from ((_described(match), None) for match in found)


def _described(match: Any) -> dict[str, Any]:
    names = {number: name for name, number in match.re.groupindex.items()}
    return {
        "offset": match.start(),
        "length": len(match[0]),
        "string": match[0],
        "captures": [
            {
                "offset": match.start(number),
                "length": len(match[number] or ""),
                "string": match[number],
                "name": names.get(number),
            }
            for number in range(1, match.re.groups + 1)
        ],
    }


def _capture(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    for _, found in _searches(run, arguments, value):
        yield from ((match.groupdict(), None) for match in found)


def _scan(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    for _, found in _searches(run, arguments, value, "g"):
        yield from ((list(match.groups()) if match.groups() else match[0], None) for match in found)


def _split(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    for text, found in _searches(run, arguments, value, "g"):
        ends = [0, *(match.end() for match in found)]
        starts = [*(match.start() for match in found), len(text)]
        yield [text[end:start] for end, start in zip(ends, starts, strict=True)], None


def _sub(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    return _replaced(run, arguments, value, "")


def _gsub(run: Running, arguments: Arguments, value: Any, path: Path | None) -> Iterator[Found]:
    return _replaced(run, arguments, value, "g")


def _replaced(run: Running, arguments: Arguments, value: Any, also: str) -> Iterator[Found]:
    """Each match replaced by the first text that the second argument makes of its named captures."""
    pattern, replacement, *flags = arguments
    for text, found in _searches(run, (pattern, *flags), value, also):
        parts, at = [], 0
        for match in found:
            new = next(run.values(replacement, match.groupdict()), "")
            if not isinstance(new, str):
                raise JqError(f"{shown(new)} cannot be put in place of a string")
            run.allowance.measure(new)
            parts += [text[at : match.start()], new]
            at = match.end()
        yield "".join([*parts, text[at:]]), None


FILTERS: dict[tuple[str, int], Callable[[Running, Arguments, Any, Path | None], Iterator[Found]]] = {
    ("capture", 1): _capture,
    ("capture", 2): _capture,
    ("gsub", 2): _gsub,
    ("gsub", 3): _gsub,
    ("match", 1): _match,
    ("match", 2): _match,
    ("scan", 1): _scan,
    ("scan", 2): _scan,
    ("split", 2): _split,
    ("sub", 2): _sub,
    ("sub", 3): _sub,
    ("test", 1): _test,
    ("test", 2): _test,
}
