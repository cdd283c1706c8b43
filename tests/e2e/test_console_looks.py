"""Every page of the console on small and large screens, light and dark, in every language."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser

from scalehook.testing.running import RunningStack
from support.browser import RULES, Tab
from support.console_looks import MARK, PSEUDO, looks, speak_pseudo

LANGUAGES = ["zh-CN", PSEUDO, "en"]  # as it was in the end
COLOURS = {"type": "rule", "values": ["color-contrast"]}  # what the shade alone can break
WIDE = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
# What axe looks for by width and look: everything once on a small and once on a usual screen. On a large
# one the document is the same: what its size alone can break.
AXE: dict[int, dict[str, Any]] = {
    360: {"zh-CN dark": RULES},
    1280: {"en light": RULES, "en dark": COLOURS},
    3840: {"zh-CN light": WIDE},
}
# Nothing of a page is larger in the dark: both are seen on a usual screen, and one on the others.
THEMES = {360: ["dark"], 1280: ["light", "dark"], 3840: ["light"]}
# What has the same name in every language; and a product, with how many operations it has.
NAMED = re.compile(
    r"IP|JSON|Go|Java|Node|Python|aliyun|curl|Ctrl\+Enter|root|task|[a-z]|[\w-]+ \(\d+\)|\W*\d*\W*"
    r"|[+×]\d+( min| h)?|\+ \w+|([A-Z]\w*){2,}|\w+:\w+"
)


def is_plain(text: str) -> bool:
    """It stands in the page itself, and in no list of texts."""
    return MARK not in text and NAMED.fullmatch(text) is None


@pytest.mark.parametrize("width", AXE)
def test_every_page_in_all_its_looks(
    width: int, browser: Browser, cloud: RunningStack, places: list[str]
) -> None:
    """Has one heading, is one that a screen reader can read, fits in every language, light and dark;
    and nothing of it is left in English.
    """
    size = {"width": width, "height": 900}
    tab = Tab(browser, cloud.endpoint, cloud.stack.gateway.console_token, viewport=size, locale="en")
    speak_pseudo(tab)
    titles = set()
    for where in places:
        titles.add(tab.show(where).title())
        for seen in looks(tab, LANGUAGES, THEMES[width], AXE[width]):
            bad = {"axe": seen["wrong"], "wide": max(0, seen["wide"]), "far": seen["far"]}
            assert (seen["headings"], *bad.values()) == (1, [], 0, []), f"{where}, {seen['look']}: {bad}"
            plain = [text for text in seen["texts"] if PSEUDO in seen["look"] and is_plain(text)]
            assert plain == [], where
    assert len(titles) >= 14
    tab.end()
