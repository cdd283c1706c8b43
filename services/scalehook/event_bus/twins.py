"""Events that come twice: what Auto Scaling tells of an activity, CloudMonitor tells as well."""

import re

ENDS = {"Start": "START", "Success": "SUCCESS", "PartialSuccess": "WARN", "Error": "ERROR"}
ACTIVITY = re.compile(rf"ess:ScalingActivity:Scale(Out|In)({'|'.join(ENDS)})")


def twin_of(kind: str) -> str:
    """The type of the second event, such as `ess:CloudMonitor:AUTOSCALING[SCALEOUTWARN]`; or empty."""
    found = ACTIVITY.fullmatch(kind)
    return f"ess:CloudMonitor:AUTOSCALING[SCALE{found[1].upper()}{ENDS[found[2]]}]" if found else ""
