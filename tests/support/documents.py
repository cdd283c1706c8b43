"""The fenced blocks of the documents, for the tests that run them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
EVERY_PAGE = [*DOCUMENTS, ROOT / "examples/README.md", *sorted((ROOT / "examples").glob("*/README.md"))]
PAGES = ROOT / "docs/auto-scaling"


@dataclass(frozen=True)
class Block:
    """A fenced block."""

    document: Path
    language: str
    text: str

    @property
    def file_name(self) -> str:
        """What its first line says: `# first_hook.py`; empty when it says nothing."""
        named = re.match(r"# (\w+\.(?:py|yaml))\n", self.text)
        return named[1] if named else ""

    @property
    def commands(self) -> list[str]:
        """What follows the prompts of a console block, without its remarks, on one line each."""
        whole = re.sub(r"\\\n\s*", "", self.text)
        prompted = [line[2:] for line in whole.splitlines() if line.startswith("$ ")]
        return [re.sub(r"\s+# .*", "", command) for command in prompted]


def blocks(language: str) -> list[Block]:
    """Those of this language, of all documents."""
    found = [
        Block(document, match[1], match[2])
        for document in DOCUMENTS
        for match in FENCE.finditer(document.read_text())
    ]
    return [block for block in found if block.language == language]


def pages() -> list[Path]:
    """Those about Auto Scaling as their index names them: each goes on where the one before ends."""
    index = PAGES / "README.md"
    named = re.findall(r"^\|.*\]\(([\w-]+\.md)\)", index.read_text(), re.MULTILINE)
    return [index, *(PAGES / name for name in named)]


def write_files(folder: Path, *names: str) -> None:
    """Save these blocks under the names that they give themselves."""
    named = {block.file_name: block.text for block in (*blocks("python"), *blocks("yaml"))}
    for name in names:
        (folder / name).write_text(named[name])
