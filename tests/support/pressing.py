"""Buttons of a page, pressed by the keyboard, and what is to come of it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from support.patience import wait_until


def comes(what: Callable[[], object]) -> None:
    """It is so, soon: a button's request is on its way."""
    wait_until(what, lambda: "the button has had no effect")


def press(where: Page | Locator, name: str) -> None:
    """The button that is called exactly so, and can be pressed."""
    button = where.get_by_role("button", name=name, exact=True)
    expect(button).to_have_attribute("aria-disabled", "false")
    button.press("Enter")


def copied(page: Page, name: str) -> str:
    """The command that says the same as the button of this name."""
    page.evaluate("navigator.clipboard.writeText('')")
    page.get_by_role("button", name=f"Copy as command: {name}", exact=True).press("Enter")
    wait_until(lambda: _clipboard(page), lambda: f"nothing was copied of {name}")
    return _clipboard(page)


def _clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))
