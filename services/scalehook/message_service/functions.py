"""Functions of Function Compute: how they are named."""

import re
from dataclasses import dataclass

from scalehook_contracts.arn import Arn

QUALIFIED = re.compile(r"(services/[^/.]+)\.[^/]+(/functions/[^/]+)")


@dataclass(frozen=True)
class Function:
    """One of them, by its whole name: `acs:fc:REGION:ACCOUNT:services/S/functions/F`, with a version or
    alias behind the service, or without services: `functions/F`.
    """

    arn: str

    @property
    def names(self) -> list[str]:
        """By which it may be known, the most exact one first."""
        ending = Arn.parse(self.arn).relative_id
        qualified = QUALIFIED.fullmatch(ending)
        return [self.arn, ending, *(["".join(qualified.groups())] if qualified else [])]

    @property
    def name(self) -> str:
        """What its maker calls it."""
        return self.arn.rpartition("/")[2]
