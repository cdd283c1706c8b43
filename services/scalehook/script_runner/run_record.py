"""What is known of a run on disk, so that a script runs once whatever happens to this process."""

from dataclasses import dataclass
from pathlib import Path

from scalehook_contracts.script_runner.runs import RecordScriptResult


@dataclass(frozen=True)
class RunRecord:
    """Two files: one says that the script was begun, the other how it ended."""

    home: Path
    invoke_id: str

    @property
    def _begun(self) -> Path:
        return self.home / "runs" / f"{self.invoke_id}.begun"

    @property
    def _result(self) -> Path:
        return self.home / "runs" / f"{self.invoke_id}.json"

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

    def end(self, result: RecordScriptResult) -> None:
        """Keep how it ended."""
        draft = self._result.with_suffix(".tmp")
        draft.write_text(result.model_dump_json(by_alias=True))
        draft.rename(self._result)

    def result(self) -> RecordScriptResult | None:
        """How it ended, if it has."""
        if not self._result.exists():
            return None
        return RecordScriptResult.model_validate_json(self._result.read_text())
