"""Each example has a short README with its command, a line in the index, and a test that runs it."""

import re

from support.documents import ROOT

EXAMPLES = ROOT / "examples"
COMMAND = re.compile(r"^(?:\$ | {4})(.+)$", re.MULTILINE)
ONE_FILE = {"call"}  # no folder's worth: the README of the examples says how it is called
OF_SEVERAL = {"containers"}  # one in each language
MOST_LINES = 12
PROMISED = {
    "drain_worker", "service_registry", "warm_cache", "aio_pika", "faststream", "queue_consumer", "node",
    "java", "go", "custom_target", "push_endpoint",
}  # fmt: skip


def folders() -> set[str]:
    return {
        path.name for path in EXAMPLES.iterdir() if path.is_dir() and any(path.glob("*.*"))
    } | OF_SEVERAL


def test_readmes() -> None:
    """About ten lines, with a command that can be pasted; the index leads to it."""
    index = (EXAMPLES / "README.md").read_text()
    assert folders() >= PROMISED
    for name in folders() - ONE_FILE - OF_SEVERAL:
        written = (EXAMPLES / name / "README.md").read_text()
        assert len(written.splitlines()) <= MOST_LINES, name
        assert COMMAND.search(written), name
        assert f"({name}/README.md)" in index, name


def test_each_is_run_by_a_test() -> None:
    """Somewhere its folder is named."""
    texts = [
        path.read_text() for path in (ROOT / "tests").rglob("*.py") if path.name != "test_examples.py"
    ]
    for name in folders() - ONE_FILE:
        named = re.compile(rf'["/]{name}(?:/|")')
        assert any(named.search(text) for text in texts), name
