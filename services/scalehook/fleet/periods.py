"""For how long instances are paid in advance."""

from datetime import datetime, timedelta

DAYS = {"Week": 7, "Month": 30}  # of a period


def expiry(now: datetime, period: int, unit: str) -> float:
    """When what is paid for from now on is over, in Unix seconds."""
    return (now + timedelta(days=DAYS[unit] * period)).timestamp()
