"""Every page of the console on small and large screens, light and dark, in every language."""

import re

from support.browser import RULES, Tab
from support.console_looks import MARK, PSEUDO, looks, speak_pseudo

CONTRAST = ["color-contrast"]  # what the shade alone can break
LARGE = ["target-size", "scrollable-region-focusable"]  # and the size
# By width the looks, and what axe looks for: everything once on a small and once on a usual screen. On a
# large one the document is the same. Nothing of a page is larger in the dark; and nothing is larger in
# English than in the pseudo language, whose texts are the English ones and more. Where a small screen
# shows just what a usual one does, it has only moved and been coloured.
LOOKS: dict[int, list[tuple[str, str, list[str], list[str]]]] = {
    1280: [
        ("en", "light", RULES, []), ("en", "dark", CONTRAST, CONTRAST),
        ("zh-CN", "light", [], []), (PSEUDO, "light", [], []),
    ],
    3840: [(PSEUDO, "light", LARGE, LARGE)],
    360: [(PSEUDO, "dark", [], []), ("zh-CN", "dark", RULES, [*LARGE, *CONTRAST])],
}  # fmt: skip
HEIGHT = 500  # each frame is drawn, and a high page scrolls
# What has the same name in every language; and a product, with how many operations it has.
NAMED = re.compile(
    r"IP|JSON|Go|Java|Node|Python|aliyun|curl|Ctrl\+Enter|root|task|[a-z]|[\w-]+ \(\d+\)|\W*\d*\W*"
    r"|[+×]\d+( min| h)?|\+ \w+|([A-Z]\w*){2,}|\w+:\w+"
)


def is_plain(text: str) -> bool:
    """It stands in the page itself, and in no list of texts."""
    return MARK not in text and NAMED.fullmatch(text) is None


def test_every_page_in_all_its_looks(tab: Tab, places: list[str]) -> None:
    """Has one heading, is one that a screen reader can read, fits in every language, light and dark;
    and nothing of it is left in English.
    """
    speak_pseudo(tab)
    titles = set()
    for where in places:
        titles.add(tab.show(where).title())
        for width, wanted in LOOKS.items():
            tab.page.set_viewport_size({"width": width, "height": HEIGHT})
            for seen in looks(tab, wanted):
                bad = {"axe": seen["wrong"], "wide": max(0, seen["wide"]), "far": seen["far"]}
                told = f"{where}, {width}, {seen['look']}: {bad}"
                assert (seen["headings"], *bad.values()) == (1, [], 0, []), told
                plain = [text for text in seen["texts"] if PSEUDO in seen["look"] and is_plain(text)]
                assert plain == [], told
    assert len(titles) >= 14
