"""Which tests run first, and which one after the other when several workers share the work.

Tests of a file stay together where starting what they share takes long. The longest files come first,
so that in the end only short tests are left, of which every worker can take one.
"""

import pytest

LONGEST = [
    "e2e/test_compose.py",
    "e2e/test_distributed.py",
    "e2e/test_distributed_trouble.py",
]
FOLDERS = ["e2e", "integration", "unit"]
APART = "unit"  # these share nothing


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before the workers read the groups."""
    for item in items:
        if (file := _file(item)).partition("/")[0] != APART:
            item.add_marker(pytest.mark.xdist_group(file))
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> tuple[int, int]:
    file = _file(item)
    folder = file.partition("/")[0]
    longest = LONGEST.index(file) if file in LONGEST else len(LONGEST)
    return longest, FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS)


def _file(item: pytest.Item) -> str:
    return item.path.relative_to(item.config.rootpath / "tests").as_posix()
