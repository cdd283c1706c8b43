"""Alibaba Cloud Resource Names: `acs:<service>:<region>:<account>:<relative id>`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arn:
    """One resource name, taken apart."""

    service: str
    region: str
    account: str
    relative_id: str

    @classmethod
    def parse(cls, text: str) -> "Arn":
        """Take a name apart; ValueError when it is not of the documented form."""
        parts = text.split(":", 4)
        if len(parts) != 5 or parts[0] != "acs" or not parts[1] or not parts[4]:
            raise ValueError(f"not an ARN: {text!r}")
        return cls(*parts[1:])

    @property
    def kind(self) -> str:
        """`queue` of `queue/q1`; empty where there is no slash."""
        return self.relative_id.partition("/")[0] if "/" in self.relative_id else ""

    @property
    def name(self) -> str:
        """`q1` of `queue/q1`; the whole relative id where there is no slash."""
        head, slash, tail = self.relative_id.partition("/")
        return tail if slash else head

    def __str__(self) -> str:
        return f"acs:{self.service}:{self.region}:{self.account}:{self.relative_id}"
