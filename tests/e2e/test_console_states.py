"""Each page of the console while it waits, with nothing to show, with a part that fails, and cut off;
and how a page starts when something of it does not come.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from scalehook.gateway.console import pages as answers
from scalehook.gateway.console import stream as streams
from scalehook.gateway.console.streams import Streams
from scalehook.gateway.console.views import show
from scalehook.gateway.http import HttpRequest
from scalehook.testing.running import RunningStack, running_stack
from scalehook_contracts.errors.common import ServiceUnavailable
from support.browser import Tab
from support.patience import eventually

SLOW = 0.001  # time passes when a test moves it
FAILED = re.compile(r"InternalError: .* · RequestId [0-9A-F-]{36}\s+Try again")
OF_PAGES = ("overview", "clock")  # they alone show the overview, which all of them watch
SOON = 0.02  # real seconds between two looks of a stream, for tests
STARTS = 2  # of a page in vain
UNKNOWN = "Nothing of this name or id is known here"
# What a page says that has nothing to show; and, in a stack without anything, how it gets something.
EMPTY = {
    "overview": "No scaling group yet. `scalehook demo` makes one",
    "groups": "`scalehook demo` makes one",
    "groups/asg-none": UNKNOWN,
    "timelines": "Nothing has happened yet.",
    "timeline/asa-none": UNKNOWN,
    "queues": "No queue yet: CreateQueue makes one.",
    "queues/none": UNKNOWN,
    "topics/none": UNKNOWN,
    "dead": "No message was given up.",
    "executions": "No execution yet: StartExecution begins one",
    "executions/exec-none": UNKNOWN,
    "access": "Nobody was refused anything.",
    "faults": "No fault is on.",
    "clock": "Nobody has a notification in hand.",
    "flow": "`scalehook demo` sends some.",
    "warnings": "Nothing to warn of.",
    "api": "Choose an operation",
}

# To another page; and what it watches is known then.
GO = """
(hash) => new Promise((done) => {
  addEventListener("hashchange", () => setTimeout(() => setTimeout(done)), { once: true });
  location.hash = hash;
})
"""


@dataclass
class Breaking:
    """What the stack shows, or not: with what it is told to fail."""

    broken: set[str] = field(default_factory=set)
    late: bool = False

    async def show(self, desk: Any, target: str) -> dict[str, Any]:
        await eventually(lambda: not self.late)
        if target in self.broken:
            raise RuntimeError(f"{target} is broken")
        return await show(desk, target)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Breaking:
    """Parts of the stack's own answers can be made to fail, and it looks often."""
    found = Breaking()
    monkeypatch.setattr(streams, "DEAR", {})  # nothing is waited for that a page would wait for
    for name in ("SHORTEST", "LONGEST"):
        monkeypatch.setattr(streams, name, SOON)
    monkeypatch.setattr(streams, "show", found.show)
    monkeypatch.setattr(answers, "show", found.show)
    return found


def address(cloud: RunningStack, where: str) -> str:
    return f"{cloud.endpoint}/_scalehook/console/#/{where}"


def busy(page: Page) -> Any:
    return page.locator("main [aria-busy=true]")


def test_late_and_failing(cloud: RunningStack, places: list[str], stage: Breaking, tab: Tab) -> None:
    """While its answers are late a page says that it loads, and shows nothing of another page. What
    fails has its code and its request's id, beside what was there and all else that is there; a button
    asks anew.
    """
    page = tab.page
    again = page.get_by_role("button", name="Try again")
    alerts = page.locator("main .alert").filter(has=again)
    known: set[str] = set()
    for where in sorted(places, key=lambda each: each != "overview"):
        stage.late = True
        with tab.telling():
            if where == "overview":  # all know it, but for a page that starts
                tab.go("about:blank")
                tab.go(address(cloud, where))
                expect(page.locator("h1")).to_be_visible()
            else:
                page.evaluate(GO, f"#/{where}")
            shown = parse_qs(urlsplit(page.evaluate("streams.at(-1)")).query)["watch"]
            if where == "overview" or not known & set(shown):
                expect(busy(page).first).to_be_visible()
                assert page.locator("main [data-row]").count() == 0, where
            stage.late = False
            known |= set(shown) - {"overview"}
            expect(busy(page)).to_have_count(0)
            expect(alerts).to_have_count(0)
            rows = page.locator("main [data-row]").count()
            stage.broken |= {each for each in shown if each != "overview" or where in OF_PAGES}
            if stage.broken:
                expect(alerts).to_have_count(len(stage.broken))
                assert all(FAILED.match(told) for told in alerts.all_inner_texts()), where
                assert page.locator("main [data-row]").count() == rows, where
                asked = page.evaluate("streams.length")
                again.first.dispatch_event("click")
                assert page.evaluate("streams.length") == asked + 1, where
                stage.broken.clear()
                expect(alerts).to_have_count(0)


def test_one_part_that_fails(cloud: RunningStack, stage: Breaking, tab: Tab) -> None:
    """The others go on: what happens is shown in them."""
    cloud.queue("goes-on")
    page = tab.show("queues/goes-on")
    stage.broken.add("series/queues/goes-on")
    alert = page.get_by_role("main").locator(".alert")
    expect(alert).to_have_text(FAILED)
    cloud.queue("goes-on").send("hello")
    expect(page.locator("[data-total='1']")).to_be_visible()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    expect(alert).to_have_count(1)
    stage.broken.clear()
    expect(alert).to_have_count(0)


def test_cut_off(
    cloud: RunningStack, places: list[str], tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page says so, shows what it knew, and nothing can be changed until it hears again, by itself."""
    page = tab.page
    tab.enter(cloud.endpoint, cloud.stack.gateway.console_token)  # it knows nothing of before
    names = [where for where in places if where.partition("?")[0] == where]
    rows = {}
    for where in names:
        tab.show(where)
        rows[where] = page.locator("main [data-row]").count()
    opened = Streams.open

    def refuse(streams: Streams, request: HttpRequest) -> Any:
        raise ServiceUnavailable()

    monkeypatch.setattr(Streams, "open", refuse)
    for where in names:
        tab.go(address(cloud, where))
        with tab.telling():
            expect(page.locator("header [data-link=reconnecting]")).to_be_visible()
            expect(page.locator("header [data-link]")).to_contain_text(re.compile(r"\d s old"))
            expect(page.locator("main button[type=button][aria-disabled=false]")).to_have_count(0)
            expect(page.locator("h1")).to_be_visible()
            assert page.locator("main [data-row]").count() == rows[where], where
    monkeypatch.setattr(Streams, "open", opened)
    expect(page.locator("header [data-link=live]")).to_be_visible()
    tab.forgive("503")


def test_nothing_to_show(cloud: RunningStack, tab: Tab) -> None:
    """Each page says why it is empty, and what fills it; a screen reader reads it, and it fits."""
    with running_stack(speed=SLOW) as empty:
        tab.enter(empty.endpoint, empty.stack.gateway.console_token)
        for where, said in EMPTY.items():
            page = tab.show(where)
            expect(page.get_by_role("main")).to_contain_text(re.compile(said))
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, where
            tab.accessible()
        tab.leave()
    tab.enter(cloud.endpoint, cloud.stack.gateway.console_token)


def test_a_part_of_the_page_that_does_not_come(cloud: RunningStack, tab: Tab) -> None:
    """As when containers start, and the browser gives up what it loads: the page starts again by itself;
    when that does not help it says so, and offers to.
    """
    page = tab.page
    lost: list[str] = []
    is_lost = True

    def lose(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if is_lost or lost.count(name) < STARTS:
            lost.append(name)
            route.abort()
        else:
            route.continue_()

    page.route(re.compile(r"/console/(pages/waits\.js|strings/en\.json|app\.css)$"), lose)
    is_lost = False
    tab.go("about:blank")
    tab.go(address(cloud, "queues"))
    with tab.telling():
        expect(page.locator("h1")).to_have_text("Queues")
        expect(page.locator("header [data-link=live]")).to_be_visible()
    assert {lost.count(name) for name in ("waits.js", "en.json", "app.css")} == {STARTS}
    is_lost = True
    page.evaluate("sessionStorage.setItem('scalehook.starts', '6')")
    tab.go("about:blank")
    tab.go(address(cloud, "queues"))
    expect(page.get_by_text("This page has not started")).to_be_visible()
    is_lost = False
    page.get_by_role("button", name="Try again").click()
    with tab.telling():
        expect(page.locator("h1")).to_have_text("Queues")
    page.unroute_all()
    tab.forgive("ERR_FAILED")
