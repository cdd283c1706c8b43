"""A page of the console in all its looks, without loading it anew: by its own controls."""

import json
import re
from pathlib import Path
from typing import Any

import scalehook
from support.browser import Tab

STRINGS = Path(scalehook.__file__).parent / "gateway/console/static/strings"
LONGER = 0.4  # so much longer than English is a language that takes much room
PSEUDO = "eo"  # a language that the page does not know; its texts are marked
MARK = "⟦"

# Goes through the looks; of each: what axe finds, how much too wide it is, and what stands out.
LOOKS = """
async (wanted) => {
  const INSIDE = ".scroll, .virtual, pre, dialog, svg"; // they scroll or cut off by themselves
  const NAMED = `h1, h2, h3, th, label, button, legend, summary, caption, nav a, .muted,
    [role=columnheader]`;
  const pause = () => new Promise((done) => setTimeout(done));
  const until = async (what) => {
    for (let turn = 0; !what(); turn += 1) {
      if (turn > 50000) throw new Error(`never: ${what}`);
      await pause();
    }
  };
  const [tongue, shade] = document.querySelectorAll("header select");
  const pick = (select, value) => {
    if (![...select.options].some((each) => each.value === value)) select.append(new Option(value));
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const own = (one) => {
    const texts = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    return texts.map((node) => node.data).join("").trim();
  };
  const brief = (one) => one.outerHTML.slice(0, 160);
  const seen = (one) => `${one.tagName} ${one.checkVisibility()}`;
  const shown = () => [...document.querySelectorAll("main *")].map(seen).join();
  const outside = (one) => !one.closest(INSIDE) && one.getBoundingClientRect().right > innerWidth + 1;
  const root = document.documentElement, found = [];
  for (let turn = 0; turn < 2; turn += 1) await new Promise(requestAnimationFrame); // of another width
  for (const [language, theme, all, some] of wanted) {
    pick(tongue, language);
    pick(shade, theme);
    await until(() => root.lang === language && root.dataset.theme === theme);
    await pause();
    await pause();
    const now = shown();
    if (all.length && !some.length) window.usual = now;
    const rules = some.length && now === window.usual ? some : all;
    found.push({
      look: `${language} ${theme}`,
      wrong: rules.length ? await wrong(rules) : [],
      wide: root.scrollWidth - innerWidth,
      far: [...document.querySelectorAll("main *")].filter(outside).slice(0, 3).map(brief),
      headings: document.querySelectorAll("h1").length,
      texts: [...new Set([...document.querySelectorAll(NAMED)].map(own).filter(Boolean))],
    });
  }
  return found;
}
"""


def longer(text: str) -> str:
    """The same as in a language that takes more room, and marked."""
    words = re.sub(r"\{\w+\}", "", text)
    more = " ".join(["õ" * 6] * (1 + int(len(words) * LONGER) // 7))
    return f"{MARK}{text} {more}⟧"


def speak_pseudo(tab: Tab) -> None:
    """The page can be asked for its pseudo language."""
    english = json.loads((STRINGS / "en.json").read_text())
    body = json.dumps({key: longer(text) for key, text in english.items()})
    tab.page.route(
        f"**/strings/{PSEUDO}.json",
        lambda route: route.fulfill(body=body, content_type="application/json"),
    )


def looks(tab: Tab, wanted: list[tuple[str, str, list[str], list[str]]]) -> list[dict[str, Any]]:
    """What is seen of the page in each language and theme, and what axe finds by the rules of that look:
    they cost much more than all else. The second ones are enough where the same elements are there and
    can be seen as in the last look that has none of these.
    """
    tab.bring_axe()
    found: list[dict[str, Any]] = tab.page.evaluate(LOOKS, wanted)
    return found
