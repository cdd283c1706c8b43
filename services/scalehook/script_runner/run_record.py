"""What is known of a run on disk, so that a script runs once whatever happens to this process."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from scalehook_contracts.script_runner.runs import RecordLastWords, RecordScriptResult


@dataclass(frozen=True)
class RunRecord:
    """Three files: one says that the script was begun, one what it has printed so far, and one how it
    ended. A fourth has all that it has printed, where that is to be delivered.
    """

    home: Path
    name: str

    @property
    def _begun(self) -> Path:
        return self.home / "runs" / f"{self.name}.begun"

    @property
    def _said(self) -> Path:
        return self.home / "runs" / f"{self.name}.said"

    @property
    def path(self) -> Path:
        """The file that says how it ended, which has its own name."""
        return self.home / "runs" / f"{self.name}.json"

    def begin(self) -> bool:
        """Note the start; False when it was begun before. The home is closed to others: what scripts
        leave in it may be theirs to run as its owner.
        """
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._begun.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._begun.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def say(self, words: RecordLastWords) -> None:
        """Keep what it has printed."""
        _write(self._said, words.model_dump_json(by_alias=True))

    def said(self) -> RecordLastWords | None:
        """What it has printed, as far as that was kept."""
        if not self._said.exists():
            return None
        return RecordLastWords.model_validate_json(self._said.read_text())

    @property
    def _whole(self) -> Path:
        return self.home / "runs" / f"{self.name}.out"

    def keep(self, said: bytes) -> None:
        """Keep all that it has printed; where its instance is gone by now, nothing is kept."""
        with contextlib.suppress(FileNotFoundError):
            self._whole.write_bytes(said)

    def whole(self) -> bytes:
        """All of it; nothing where that was not kept."""
        return self._whole.read_bytes() if self._whole.exists() else b""

    def end(self, result: RecordScriptResult) -> None:
        """Keep how it ended; what it said is in there."""
        _write(self.path, result.model_dump_json(by_alias=True))
        self._said.unlink(missing_ok=True)

    def result(self) -> RecordScriptResult | None:
        """How it ended, if it has."""
        if not self.path.exists():
            return None
        return RecordScriptResult.model_validate_json(self.path.read_text())


def _write(path: Path, text: str) -> None:
    draft = path.with_suffix(".tmp")
    draft.write_text(text)
    draft.rename(path)
