"""Faults on purpose: `with stack.faults.refuse("CompleteLifecycleAction", "Throttling", times=2):`."""

from scalehook.testing.faults.fault import Fault
from scalehook.testing.faults.faults import Faults

__all__ = ["Fault", "Faults"]
