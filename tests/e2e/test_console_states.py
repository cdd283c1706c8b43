"""Each page of the console while it waits, with nothing to show, with a part that fails, and cut off."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from scalehook.gateway.console import pages as answers
from scalehook.gateway.console import stream as streams
from scalehook.gateway.console.views import show
from scalehook.testing.running import RunningStack, running_stack
from support.browser import Tab, chromium
from support.console import addresses, some_of_everything
from support.thoroughness import THOROUGHLY_NOW

SLOW = 0.001  # time passes when a test moves it
ASKED = "**/_scalehook/{stream,operations,timeline}*"
FAILED = re.compile(r"InternalError: .* · RequestId [0-9A-F-]{36}\s+Try again")
OF_PAGES = ("overview", "clock")  # they alone show the overview, which all of them watch


@dataclass
class Breaking:
    """What the stack shows, or not: with what it is told to fail."""

    broken: set[str] = field(default_factory=set)
    cut: bool = False

    async def show(self, desk: Any, target: str) -> dict[str, Any]:
        if self.cut:
            raise asyncio.CancelledError  # as if whoever writes to the page were gone
        if target in self.broken:
            raise RuntimeError(f"{target} is broken")
        return await show(desk, target)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def cloud() -> Iterator[RunningStack]:
    """A stack with some of everything."""
    with running_stack(speed=SLOW) as stack:
        yield stack


@pytest.fixture(scope="module")
def places(cloud: RunningStack) -> list[str]:
    """All pages."""
    return addresses(cloud, some_of_everything(cloud))


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Breaking:
    """Parts of the stack's own answers can be made to fail."""
    found = Breaking()
    monkeypatch.setattr(streams, "DEAR", {})  # nothing is waited for that a page would wait for
    monkeypatch.setattr(streams, "show", found.show)
    monkeypatch.setattr(answers, "show", found.show)
    return found


def busy(page: Page) -> Any:
    return page.locator("main [aria-busy=true]")


@pytest.mark.skipif(not THOROUGHLY_NOW, reason="a minute and a half in which a page waits; THOROUGH=1")
def test_in_all_states(
    browser: Browser, cloud: RunningStack, places: list[str], stage: Breaking
) -> None:
    """While its answers are late a page says that it loads, and shows nothing of another page. What
    fails has its code and its request's id, beside what was there and all else that is there, and comes
    back by a button. Cut off, a page says so, and nothing can be changed until it hears again.
    """
    tab = Tab(browser, cloud.endpoint, cloud.stack.gateway.console_token, locale="en")
    page = tab.page
    again = page.get_by_role("button", name="Try again")
    alerts = page.locator("main .alert").filter(has=again)
    held: list[Route] = []
    watched: list[str] = []
    page.on(
        "request", lambda request: watched.append(request.url) if "/stream?" in request.url else None
    )
    for where in places:
        held.clear()
        page.goto("about:blank")
        page.route(ASKED, lambda route: held.append(route))
        page.goto(f"{cloud.endpoint}/_scalehook/console/#/{where}")
        expect(page.locator("h1")).to_be_visible()
        expect(busy(page).first).to_be_visible()
        assert page.locator("main [data-row]").count() == 0, where
        for route in held:
            route.continue_()
        page.unroute(ASKED)
        expect(busy(page)).to_have_count(0)
        expect(alerts).to_have_count(0)
        rows = page.locator("main [data-row]").count()
        shown = parse_qs(urlsplit(watched[-1]).query)["watch"]
        stage.broken |= {each for each in shown if each != "overview" or where in OF_PAGES}
        if stage.broken:
            expect(alerts).to_have_count(len(stage.broken))
            assert all(FAILED.match(told) for told in alerts.all_inner_texts()), where
            assert page.locator("main [data-row]").count() == rows, where
            stage.broken.clear()
            again.first.click()
            expect(alerts).to_have_count(0)
        page.route(ASKED, lambda route: route.abort())
        stage.cut = True
        expect(page.locator("header [data-link=reconnecting]")).to_be_visible()
        expect(page.locator("main button[type=button][aria-disabled=false]")).to_have_count(0)
        stage.cut = False
        page.unroute(ASKED)
        expect(page.locator("header [data-link=live]")).to_be_visible()
    tab.forgive("ERR_")
    tab.end()
