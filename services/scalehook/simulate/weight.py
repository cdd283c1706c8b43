"""How much memory this process has."""

import os
import resource
import sys
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
STATM = Path("/proc/self/statm")


def resident() -> int:
    """Bytes that are in memory now; where nobody tells, the most that ever were."""
    try:
        return int(STATM.read_bytes().split()[1]) * PAGE
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
