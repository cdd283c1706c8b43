"""A point of a study: one scenario with one set of values."""

import hashlib

from scalehook.simulate.scenario.reading import Study


def point(study: Study, code: str) -> str:
    """Its name: equal where the same seeds must give the same bytes."""
    said = repr((code, study.sha, [tuple(each) for each in study.overrides]))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
