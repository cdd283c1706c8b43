"""Reports as files."""

from collections.abc import Callable, Mapping
from pathlib import Path

from scalehook.certify.report.html import html
from scalehook.certify.report.junit import junit
from scalehook.certify.report.model import Report

FORMS: Mapping[str, Callable[[Report], str]] = {
    "json": lambda report: report.model_dump_json(indent=2) + "\n",
    "junit": junit,
    "html": html,
}


def write(report: Report, files: Mapping[str, Path | None]) -> None:
    """Each form that has a file; folders are made. OSError where that cannot be written."""
    for form, file in files.items():
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(FORMS[form](report), encoding="utf-8", errors="replace")
