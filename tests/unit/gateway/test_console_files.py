"""The console's files: what is vendored is what it says, texts are whole, and nothing writes HTML."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import scalehook.gateway.console

STATIC = Path(scalehook.gateway.console.__file__).parent / "static"
OWN = sorted(path for path in STATIC.rglob("*.js") if path.parent.name != "vendor")
KEY = re.compile(r"""\bt\("([a-z_]+\.[a-z_]+)\"""")
OPEN_KEY = re.compile(r"\bt\(`([a-z_]+)\.([a-z_]*)\$\{")
PLACEHOLDER = re.compile(r"\{\w+\}")
FORBIDDEN = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "http:", "https:",
)  # fmt: skip
MOST_VENDORED, MOST_OWN = 45_000, 80_000  # bytes as they travel compressed: graphs need no library


def words(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((STATIC / f"strings/{language}.json").read_text())
    return found


def test_what_is_vendored_is_what_the_manifest_says() -> None:
    """Each file by its sum, each package with its licence."""
    manifest = json.loads((STATIC / "vendor/manifest.json").read_text())
    licences = (STATIC / "vendor/LICENSES.txt").read_text()
    assert {path.name for path in (STATIC / "vendor").glob("*.js")} == set(manifest["files"])
    for name, told in manifest["files"].items():
        content = (STATIC / "vendor" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == told["sha256"]
        for package in told["packages"]:
            assert f"== {package['name']} {package['version']} ({package['licence']}) ==" in licences


def test_no_file_is_large() -> None:
    """A page is there at once."""
    vendored = [*(STATIC / "vendor").glob("*.js")]
    own = [*OWN, *STATIC.glob("*.css")]
    for files, most in ((vendored, MOST_VENDORED), (own, MOST_OWN)):
        assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= most


def test_all_languages_say_the_same() -> None:
    """The same keys, with the same places in them, and no key that nobody uses or has."""
    english, chinese = words("en"), words("zh-CN")
    assert list(english) == list(chinese)
    for key, text in english.items():
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(chinese[key])), key
    text = "\n".join(path.read_text() for path in OWN)
    used = set(KEY.findall(text)) | set(re.findall(r'"([a-z_]+\.[a-z_]+)"', text))
    opened = {f"{page}.{start}" for page, start in OPEN_KEY.findall(text)}
    assert set(KEY.findall(text)) <= set(english)
    unused = {key for key in english if key not in used and not key.startswith(tuple(opened))}
    assert unused == set()


def test_nothing_is_written_as_html() -> None:
    """What a message or a script says is text, whatever it looks like; no foreign host is named."""
    for path in OWN:
        text = path.read_text()
        assert [word for word in FORBIDDEN if word in text] == [], path.name
    assert "style=" not in (STATIC / "index.html").read_text()


def test_all_modules_are_asked_for_at_once() -> None:
    """A browser that found them one behind the other would wait for each."""
    page = (STATIC / "index.html").read_text()
    asked = set(re.findall(r'(?:modulepreload" href|script.* src)="([^"]+)"', page))
    assert asked == {str(path.relative_to(STATIC)) for path in OWN} | {"vendor/ui.js"}
