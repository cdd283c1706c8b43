"""Certifications in this process, against programs of a few lines."""

import sys
from typing import Any

from scalehook.certify.options import Options
from scalehook.certify.outcome import Outcome
from scalehook.certify.profile import Profile
from scalehook.certify.runner import Runner
from scalehook.certify.scenario import Scenario
from scalehook.certify.scenarios import expired
from support.patience import PATIENCE_SECONDS

READY = """
import os, urllib.request
urllib.request.build_opener(urllib.request.ProxyHandler({})).open(os.environ["SCALEHOOK_CERTIFY_READY_URL"])
"""


def played(
    profile: Profile, *scenarios: Scenario, patience: float = PATIENCE_SECONDS, **more: Any
) -> list[Outcome]:
    """What comes of these scenarios; of one where none is named."""
    chosen = scenarios or (expired.SCENARIO,)
    return runner(profile, chosen, patience=patience, **more).run()


def runner(profile: Profile, scenarios: tuple[Scenario, ...], **more: Any) -> Runner:
    """It tells nobody."""
    given = {"watch": 0.0, **more}
    return Runner(Options(profile=profile, scenarios=scenarios, **given), lambda outcome: None)


def python(program: str, **more: Any) -> Profile:
    """A consumer that is this program; no packages are looked for, so that it starts at once."""
    return Profile(command=[sys.executable, "-S", "-c", program], **more)


def shell(lines: str, **more: Any) -> Profile:
    """A consumer that is these lines."""
    return Profile(command=["sh", "-c", lines], **more)
