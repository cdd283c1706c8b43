"""A run as a short text, that plays it again."""

import base64
import binascii
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scalehook.simulate.run import Plan
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.version import VERSION

PREFIX = "shr1:"
LONGEST = 2**20


class BadReplay(ValueError):
    """The text is none, or of something else."""


@dataclass(frozen=True)
class Replay:
    """A seed with other values; with a plan, it has only the load and the faults of that."""

    seed: int
    overrides: tuple[Override, ...] = ()
    plan: Plan = field(default_factory=Plan)


def written(study: Study, replay: Replay) -> str:
    """One line."""
    said = {
        "version": VERSION,
        "scenario": study.sha[:16],
        "seed": replay.seed,
        "set": [list(each) for each in replay.overrides],
        "faults": replay.plan.decisions,
        "load": replay.plan.arrivals,
    }
    kept = {key: value for key, value in said.items() if value not in (None, [])}
    if replay.plan.decisions is not None:
        kept["faults"] = replay.plan.decisions
    if replay.plan.arrivals is not None:
        kept["load"] = replay.plan.arrivals
    packed = zlib.compress(json.dumps(kept, separators=(",", ":")).encode(), 9)
    return PREFIX + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read(study: Study, text: str) -> Replay:
    """What it says, if it was written by this version for this scenario."""
    said = _unpacked(text.strip())
    if said.get("version") != VERSION:
        raise BadReplay(f"it is of version {said.get('version')}, and this is {VERSION}")
    if said.get("scenario") != study.sha[:16]:
        raise BadReplay(f"it is of another scenario, or {study.file} has changed since")
    try:
        found = _Said.model_validate_json(json.dumps(said))
    except ValidationError as problem:
        raise BadReplay(
            f"it is damaged: {problem.error_count()} of its parts are something else"
        ) from None
    overrides = tuple(Override(*each) for each in found.set)
    return Replay(found.seed, overrides, Plan(found.faults, found.load))


class _Said(BaseModel):
    model_config = ConfigDict(strict=True)

    seed: int = Field(ge=0)
    set: list[tuple[str, str]] = []
    faults: list[tuple[str, str, int]] | None = None
    load: list[str] | None = None


def _unpacked(text: str) -> dict[str, Any]:
    if not text.startswith(PREFIX):
        raise BadReplay(f"a replay begins with {PREFIX}")
    body = text.removeprefix(PREFIX)
    try:
        packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        raw = zlib.decompressobj().decompress(packed, LONGEST)
        found = json.loads(raw)
    except (binascii.Error, zlib.error, ValueError) as problem:
        raise BadReplay(f"it is damaged: {problem}") from problem
    if not isinstance(found, dict):
        raise BadReplay("it is damaged")
    return found
