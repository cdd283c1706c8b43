"""The services of the cloud whose events come to the default bus. A new one is an entry here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A service, and the types of its events: `ess:LifecycleHook:ScaleOut`."""

    name: str
    full_name: str
    description: str
    types: tuple[str, ...]


HOOKS = ("ScaleOut", "ScaleIn", "Test")
ENDS = ("Start", "Success", "PartialSuccess", "Error")
OTHERS = ("SCALEREJECT", "SCHEDULETASKEXPIRING")

AUTO_SCALING = Source(
    "acs.ess",
    "Auto Scaling",
    "Lifecycle hooks, scaling activities and what else scaling groups tell of",
    (
        *(f"ess:LifecycleHook:{name}" for name in HOOKS),
        *(f"ess:ScalingActivity:{way}{end}" for way in ("ScaleOut", "ScaleIn") for end in ENDS),
        *(f"ess:CloudMonitor:AUTOSCALING[{name}]" for name in OTHERS),
    ),
)
SOURCES = (AUTO_SCALING,)
