"""The shape of the code: small files, short functions, every test says what it is about."""

import ast
from collections.abc import Container, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

from support.trees import nodes, tree

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "contracts").rglob("*.py")) + sorted((ROOT / "services").rglob("*.py"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__))
LONGEST_FILE, MEDIAN_FILE, MEDIAN_FUNCTION = 250, 90, 10
HOST, LONGEST_HOST = ROOT / "services/scalehook/kit/host/host.py", 160
KIT, CONSUMER = ROOT / "services/scalehook/kit", ROOT / "services/scalehook/consumer"  # alone, each
RETRYING = (KIT / "retrying.py", CONSUMER / "retrying.py")
VIRTUAL = KIT.parent / "simulate/actors/client.py"  # its loop has the time of the run
CLOCKS = (KIT / "clock/clock.py", CONSUMER / "clock.py", VIRTUAL)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_are_small() -> None:
    """None above 250 lines, the median below 90, the host within 160."""
    sizes = {path: len(path.read_text().splitlines()) for path in SOURCES}
    assert [path for path, size in sizes.items() if size > LONGEST_FILE] == []
    assert sizes[HOST] <= LONGEST_HOST
    assert median(size for size in sizes.values() if size > 1) < MEDIAN_FILE


def test_pages_of_folders_are_short() -> None:
    """Ten to thirty lines: what lives here, what may import what, how to add something."""
    folders = ("contracts", "services", "services/scalehook/kit", "tests")
    lengths = {folder: len((ROOT / folder / "README.md").read_text().splitlines()) for folder in folders}
    assert {folder: length for folder, length in lengths.items() if not 10 <= length <= 30} == {}


def test_functions_are_short() -> None:
    """The median is below 10 lines."""
    lengths = [(node.end_lineno or 0) - node.lineno + 1 for path in SOURCES for node in functions(path)]
    assert median(lengths) < MEDIAN_FUNCTION


def test_tests_say_what_they_are_about() -> None:
    """Every test function has a docstring."""
    silent = [
        (path, node.name)
        for path in TESTS
        for node in functions(path)
        if node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_time_is_moved_never_slept() -> None:
    """No sleep in a test but the ones that give way; nobody but the clock reads the time."""
    for path in TESTS:
        text = path.read_text()
        assert "time.sleep(" not in text, path
        assert "asyncio.sleep(" not in text.replace("asyncio.sleep(0)", ""), path
    for path in SOURCES:
        if path not in CLOCKS:
            text = path.read_text()
            assert "datetime.now" not in text, path
            assert "time.time()" not in text, path
            assert "asyncio.sleep(" not in text.replace("asyncio.sleep(0)", ""), path


def test_state_is_pure() -> None:
    """No event loop and no I/O in what services know and decide."""
    forbidden = {"asyncio", "sqlite3", "socket", "httpx", "subprocess", "structlog", "time"}
    for path in SOURCES:
        parts = path.relative_to(ROOT).parts
        if "state" not in parts and "handlers" not in parts:
            continue
        for node in nodes(path):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not forbidden & {name.partition(".")[0] for name in names}, path


def test_settings_have_a_type() -> None:
    """Nobody holds settings as `Any`: a misspelt one is an error of types, in effects too."""
    for path in SOURCES:
        for node in nodes(path):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                name, annotation = node.target.id, node.annotation
            elif isinstance(node, ast.arg) and node.annotation is not None:
                name, annotation = node.arg, node.annotation
            else:
                continue
            assert name != "settings" or "Any" not in ast.unparse(annotation), path


def test_one_module_makes_attempts_again() -> None:
    """Waits and limits of retries are asked of `retrying.py`, which alone imports the library: of the
    services' kit, and of the consumers'.
    """
    others = [path for path in SOURCES if path not in RETRYING and "import tenacity" in _imports(path)]
    assert others == []


def test_no_bare_error_is_taken_for_a_server_that_is_away() -> None:
    """A RuntimeError may be a mistake of ours: two modules know which are the broker's client's."""
    knowing = {KIT / "bus/rabbit/away.py", CONSUMER / "sources/broker_away.py"}
    found = {
        path
        for path in SOURCES
        if "testing" not in path.parts  # where a loop that has ended says so with one
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler)
        and node.type is not None
        and "RuntimeError" in ast.unparse(node.type)
    }
    assert found == knowing


def _imports(path: Path) -> str:
    return path.read_text().replace("from tenacity", "import tenacity")


def module_of(path: Path) -> str:
    """`scalehook.kit.host.host`; a package is called like its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts[1:]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, modules: Container[str]) -> Iterator[str]:
    """The modules that `from … import` names when this one is imported."""
    for node in tree(path).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in modules else node.module for name in names)


def test_imports_have_no_circle() -> None:
    """Whoever reads a module from its imports downwards comes to an end."""
    modules = {module_of(path): path for path in SOURCES}
    graph = {
        name: {other for other in imports_of(path, modules) if other in modules and other != name}
        for name, path in modules.items()
    }
    assert list(TopologicalSorter(graph).static_order())
