"""The kinds of receivers that Auto Scaling may notify: one table."""

from dataclasses import dataclass
from enum import StrEnum

from scalehook_contracts.arn import Arn


class Kind(StrEnum):
    """What a receiver is."""

    QUEUE = "queue"
    TOPIC = "topic"
    TEMPLATE = "template"
    EVENT_BUS = "eventbus"
    CLOUD_MONITOR = "cloudmonitor"

    @property
    def takes_parameters(self) -> bool:
        """Whether a hook's metadata must be the parameters that it needs: a JSON object. The others
        pass on any text.
        """
        return self is Kind.TEMPLATE


# service and kind of the ARN: the documented forms, and those of earlier years that hooks still have
FORMS = {
    ("mns", "queue"): Kind.QUEUE,
    ("mns", "topic"): Kind.TOPIC,
    ("oos", "template"): Kind.TEMPLATE,
    ("eventbridge", "eventbus"): Kind.EVENT_BUS,
    ("ess", "queue"): Kind.QUEUE,
    ("ess", "topic"): Kind.TOPIC,
    ("ess", "oos"): Kind.TEMPLATE,
}
NAMELESS = {("ess", "cloudmonitor"): Kind.CLOUD_MONITOR}  # there is one, and it has no name


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whom a lifecycle hook, or an event notification, tells of what happens."""

    kind: Kind
    arn: Arn

    @classmethod
    def parse(cls, text: str) -> "Receiver":
        """The receiver of this ARN; ValueError when it has none of the forms, or no account or name."""
        arn = Arn.parse(text)
        kind = FORMS.get((arn.service, arn.kind)) or NAMELESS.get((arn.service, arn.relative_id))
        if kind is None or not arn.account or not arn.name:
            raise ValueError(f"no receiver: {text!r}")
        return cls(kind, arn)

    @property
    def name(self) -> str:
        """`q1` of `acs:mns:cn-hangzhou:1:queue/q1`."""
        return self.arn.name
