"""The services of the cloud whose events come to the default bus. A new one is an entry here."""

from dataclasses import dataclass

from scalehook.event_bus import twins


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
CALL = "ActionTrail:ApiCall"

AUTO_SCALING = Source(
    "acs.ess",
    "Auto Scaling",
    "Lifecycle hooks, scaling activities and what else scaling groups tell of",
    (
        *(f"ess:LifecycleHook:{name}" for name in HOOKS),
        *(f"ess:ScalingActivity:{way}{end}" for way in ("ScaleOut", "ScaleIn") for end in ENDS),
        *(
            f"ess:CloudMonitor:AUTOSCALING[SCALE{way}{end}]"
            for way in ("OUT", "IN")
            for end in twins.ENDS.values()
        ),
        *(f"ess:CloudMonitor:AUTOSCALING[{name}]" for name in OTHERS),
        f"ess:{CALL}",
    ),
)
OF_CALLS = {
    "ecs": "Elastic Compute Service",
    "oos": "Operation Orchestration Service",
    "ram": "Resource Access Management",
    "sts": "Security Token Service",
    "mns": "Message Service",
    "eventbridge": "EventBridge",
    "slb": "Classic Load Balancer",
    "alb": "Application Load Balancer",
    "rds": "ApsaraDB RDS",
    "vpc": "Virtual Private Cloud",
}
SOURCES = (
    AUTO_SCALING,
    *(
        Source(f"acs.{code}", name, f"Calls of {name}'s API that change something", (f"{code}:{CALL}",))
        for code, name in OF_CALLS.items()
    ),
)
