"""One browser for tests that follow each other and need one, and one page in it: their start takes three
seconds of a processor.

It ends before a test that needs none: as long as Playwright runs, no other event loop can in its thread.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from support.browser import Tab


class Held:
    """The browser, while somebody needs it."""

    def __init__(self) -> None:
        self._until_it_ends = ExitStack()
        self._browser: Browser | None = None
        self._tab: Tab | None = None

    def browser(self) -> "Browser":
        """The one that runs, or a new one: a test may have brought it down."""
        from support.browser import chromium  # kept out of runs that need none

        if self._browser is None or not self._browser.is_connected():
            self.end()
            self._browser = self._until_it_ends.enter_context(chromium())
        return self._browser

    def showing(self, endpoint: str, token: str) -> "Iterator[Tab]":
        """The page, with the console of this stack. A new one, if something has gone wrong in it."""
        from support.browser import Tab

        browser = self.browser()
        tab = self._tab or Tab(browser)
        self._tab = None
        tab.enter(endpoint, token)
        yield tab
        tab.leave()
        self._tab = tab

    def end(self) -> None:
        """If there is one."""
        self._browser = self._tab = None
        self._until_it_ends.close()


HELD = Held()


@pytest.fixture(scope="module")
def browser() -> "Browser":
    """It is there for the next module, too."""
    return HELD.browser()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """It is not kept for a module that needs none."""
    try:
        return (yield)
    finally:
        if nextitem is None or not (nextitem.path == item.path or _needs_it(nextitem)):
            HELD.end()


def _needs_it(item: pytest.Item) -> bool:
    return "browser" in getattr(item, "fixturenames", ())


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """A run may stop at a failure."""
    HELD.end()
