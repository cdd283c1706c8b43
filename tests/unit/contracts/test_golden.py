"""The contracts' schemas do not change unnoticed."""

import json
import os
from pathlib import Path

import pytest

from scalehook.cli.contracts_document.schemas import json_schema, owners

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("owner", owners())
def test_golden_schemas(owner: str) -> None:
    """Fields are only ever added, and optional. Where that is so, write them anew and look:
    `GOLDEN=write pytest tests/unit/contracts/test_golden.py && git diff tests/unit/contracts/golden`.
    """
    path = GOLDEN / f"{owner}.json"
    now = json.dumps(json_schema(owner), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(now)
    assert now == path.read_text()


def test_there_is_a_file_for_each_owner() -> None:
    """And none of an owner that is gone."""
    assert {path.stem for path in GOLDEN.iterdir()} == set(owners())
