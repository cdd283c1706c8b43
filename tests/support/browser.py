"""A browser that notices whatever a page does wrong."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from support.chromium_path import PROGRAMS, chromium_path
from support.patience import PATIENCE_SECONDS

PATIENCE = PATIENCE_SECONDS * 1000
expect.set_options(timeout=PATIENCE)  # the library's own five seconds are none on a busy machine
# One process for all pages, whoever has made them: each other one would start and compile all anew. And
# nothing is drawn around them, where there are windows. What axe runs is not worth being optimised.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-site-isolation-trials", "--renderer-process-limit=1", "--kiosk",
    "--js-flags=--no-turbofan,--min-semi-space-size=32,--max-semi-space-size=64",
]  # fmt: skip
# What a browser says of all that it loads while a container of some other test starts, and gives up.
NETWORK_CHANGED, LOADS = "ERR_NETWORK_CHANGED", 10
GIVEN_UP = "net::ERR_ABORTED"  # by the page itself
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All tests of a worker see the console in these.
LOOKS: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 900},
    "color_scheme": "light",
    "locale": "en",
    "permissions": ["clipboard-read", "clipboard-write"],
}
# What the policy has kept out, and which streams were opened.
NOTES = """
window.streams = [];
window.EventSource = class extends EventSource {
  constructor(url) { super(url); window.streams.push(this.url); }
};
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(event.violatedDirective);
});
"""

WRONG = Path(__file__).with_name("axe.js")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own; without one the test is skipped, but fails in CI."""
    if (path := chromium_path()) is None:
        why = f"there is no browser on the path: apt-get install {PROGRAMS[0]}"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Tab:
    """A page of the console. `leave` fails for errors, for what the policy has kept out and for requests
    to other hosts. What never comes is told with the requests that nobody has answered.
    """

    def __init__(self, browser: Browser) -> None:
        self.endpoint = ""
        self.context: BrowserContext = browser.new_context(**LOOKS)
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.add_init_script(NOTES)
        self.troubles: list[str] = []
        self._requests: dict[Request, str] = {}  # under way, or what has become of them
        self.page.on("console", lambda said: self._hear(said.text))
        self.page.on("pageerror", lambda error: self._hear(str(error)))
        self.page.on("request", self._asked)
        self.page.on("requestfinished", lambda request: self._requests.pop(request, None))
        self.page.on("requestfailed", self._failed)

    def enter(self, endpoint: str, token: str) -> None:
        """The console of this stack, by its link."""
        self.endpoint = endpoint
        self._requests.clear()
        self.page.set_viewport_size(LOOKS["viewport"])
        with self.telling():
            self.go("about:blank")
            self.go(f"{endpoint}/#token={token}")
            self.page.wait_for_selector("[data-link=live]")

    def leave(self) -> None:
        """Nothing has gone wrong, and nothing is kept of it."""
        violations = self.page.evaluate("window.violations")
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.unroute_all()
        self.go("about:blank")
        for other in self.context.pages[1:]:
            other.close()
        troubles = self.troubles[:]
        self.troubles.clear()
        assert (troubles, violations) == ([], []), f"{troubles} {violations}"

    def go(self, url: str) -> None:
        """Load it; again, if the machine's networks have changed meanwhile."""
        go_to(self.page, url)

    def show(self, where: str) -> Page:
        """Go to a page, and see its content."""
        with self.telling():
            self.go(f"{self.endpoint}/_scalehook/console/#/{where}")
            expect(self.page.locator("h1")).to_be_visible()
            expect(self.page.locator("main [aria-busy=true]")).to_have_count(0)
        return self.page

    @contextmanager
    def telling(self) -> Iterator[None]:
        """If what is waited for does not come, why that may be."""
        try:
            yield
        except (AssertionError, PlaywrightError) as problem:
            problem.add_note(self.told())
            raise

    def told(self) -> str:
        """What the page has said, what it shows, and which requests it has asked in vain."""
        shown = " ".join(self.page.locator("body").inner_text().split())[:300]
        requests = [f"{what}: {request.url}" for request, what in self._requests.items()]
        return "\n".join([f"{self.page.url} shows: {shown}", *self.troubles[-10:], *requests[-50:]])

    def accessible(self, rules: Sequence[str] = RULES) -> None:
        """Axe finds nothing wrong, of WCAG 2.2 AA."""
        self.bring_axe()
        wrong = self.page.evaluate("(rules) => wrong(rules)", list(rules))
        assert wrong == [], "\n".join([self.page.url, *wrong])

    def bring_axe(self) -> None:
        """Half a megabyte, once for each document."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(Axe().axe_script)
            self.page.evaluate(WRONG.read_text())

    def forgive(self, *words: str) -> None:
        """What the browser itself has said of a request that a test has made fail."""
        self.troubles[:] = [each for each in self.troubles if not any(word in each for word in words)]

    def _hear(self, text: str) -> None:
        if NETWORK_CHANGED not in text:
            self.troubles.append(text)

    def _asked(self, request: Request) -> None:
        self._requests[request] = "no answer"
        if not request.url.startswith((self.endpoint, "data:")):
            self.troubles.append(f"asked {request.url}")

    def _failed(self, request: Request) -> None:
        self._requests[request] = request.failure or "failed"
        if self._requests[request] == GIVEN_UP:
            del self._requests[request]


def go_to(page: Page, url: str) -> None:
    """Load it; again, if the machine's networks have changed meanwhile."""
    for _ in range(LOADS):
        try:
            page.goto(url)
            return
        except PlaywrightError as problem:
            if NETWORK_CHANGED not in str(problem):
                raise
    page.goto(url)
