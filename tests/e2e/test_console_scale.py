"""The console in many tabs, over a restart of the stack, and with more than it can show."""

import signal
from collections.abc import Iterator

import pytest
from mns.mns_client import MNSClient
from mns.queue import Message, QueueMeta
from playwright.sync_api import Browser, Page, expect

from scalehook.gateway.console.streams import OF_ONE
from support.browser import Tab, go_to
from support.cloud.clients import Clients
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.one_browser import HELD
from support.patience import wait_until

TABS = 7  # a browser opens six connections to a host
TOKEN = "a-token-that-stays"
HANGS_MILLISECONDS = 8000  # of a page's own time


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackProcess]:
    """One that can be started again; the page's token stays."""
    state = tmp_path_factory.mktemp("stack") / "state"
    state.mkdir()
    environment = {"SCALEHOOK_CONSOLE_TOKEN": TOKEN}
    running = StackProcess(state, options=("--speed", "0.001"), environment=environment).start()
    yield running
    assert running.stop() == 0, running.log()


@pytest.fixture(scope="module")
def tab(browser: Browser, stack: StackProcess) -> Iterator[Tab]:
    """The first of the tabs."""
    yield from HELD.showing(stack.endpoint, TOKEN)


def mns(stack: StackProcess) -> MNSClient:
    return Clients(stack.address, KEY_ID, SECRET).mns


def links(pages: list[Page]) -> list[str | None]:
    """How each of the pages hears of the stack."""
    return [page.locator("header [data-link]").get_attribute("data-link") for page in pages]


def become(pages: list[Page], wanted: list[str]) -> None:
    wait_until(lambda: links(pages) == wanted, lambda: str(links(pages)))


def test_many_tabs_and_a_restart(stack: StackProcess, tab: Tab) -> None:
    """All load; the newest four are live, the others say that they wait and go on at a click. When the
    stack comes back, those that were live show what is new without having been loaded anew, and can
    change things again.
    """
    queues = mns(stack)
    queues.get_queue("kept").create(QueueMeta())
    pages = [tab.page, *(tab.context.new_page() for _ in range(TABS - 1))]
    for page in pages:
        go_to(page, f"{stack.endpoint}/_scalehook/console/#/queues")
        expect(page.get_by_role("link", name="kept", exact=True)).to_be_visible()
        expect(page.locator("[data-link=live]")).to_be_visible()
    become(pages, ["parked"] * (TABS - OF_ONE) + ["live"] * OF_ONE)
    expect(pages[0].get_by_text("paused here", exact=False).first).to_be_visible()
    pages[0].locator("h1").click()
    become(pages, ["live"] + ["parked"] * (TABS - OF_ONE) + ["live"] * (OF_ONE - 1))
    first = pages[0]
    first.evaluate("window.never_loaded_anew = true")
    stack.kill()
    expect(first.locator("[data-link=reconnecting]")).to_be_visible()
    first.goto(f"{stack.endpoint}/_scalehook/console/#/queues/kept")
    first.get_by_label("Body").fill("again")
    button = first.get_by_role("button", name="Send", exact=True)
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_have_attribute("title", "The stack does not answer at the moment.")
    stack.start()
    mns(stack).get_queue("kept").send_message(Message("after the restart"))
    expect(first.locator("[data-link=live]")).to_be_visible()
    expect(first.get_by_role("grid")).to_contain_text("after the restart")
    expect(button).to_have_attribute("aria-disabled", "false")
    assert first.evaluate("window.never_loaded_anew") is True
    become(pages, ["live"] + ["parked"] * (TABS - OF_ONE) + ["live"] * (OF_ONE - 1))
    tab.forgive("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING")


def test_a_stack_that_hangs(stack: StackProcess, tab: Tab) -> None:
    """Keeps its connections and says nothing: by its own clock a page knows after some seconds, says so,
    and changes nothing until it hears again.
    """
    mns(stack).get_queue("frozen").create(QueueMeta())
    page = tab.context.new_page()
    page.clock.install()
    go_to(page, f"{stack.endpoint}/#token={TOKEN}")
    expect(page.locator("[data-link=live]")).to_be_visible()
    go_to(page, f"{stack.endpoint}/_scalehook/console/#/queues/frozen")
    button = page.get_by_role("button", name="Send", exact=True)
    page.get_by_label("Body").fill("later")
    expect(button).to_have_attribute("aria-disabled", "false")
    assert stack.process is not None
    stack.process.send_signal(signal.SIGSTOP)
    try:
        page.clock.run_for(HANGS_MILLISECONDS)
        expect(page.locator("header [data-link=reconnecting]")).to_be_visible()
        expect(page.locator("header [data-link]")).to_contain_text(" old)")
        expect(button).to_have_attribute("aria-disabled", "true")
    finally:
        stack.process.send_signal(signal.SIGCONT)
    expect(page.locator("header [data-link=live]")).to_be_visible()
    expect(button).to_have_attribute("aria-disabled", "false")
    button.press("Enter")
    expect(page.get_by_role("grid")).to_contain_text("later")
    page.close()
