"""The one VPC that there is: whoever names it works out the same id."""

from functools import lru_cache
from hashlib import sha256


@lru_cache(maxsize=8)
def vpc_id(account_id: str, region: str) -> str:
    """All vSwitches of the account are in it."""
    return f"vpc-bp1{sha256(f'{account_id}/{region}'.encode()).hexdigest()[:18]}"
