"""What queues and topics of MNS have alike: a name, and an ARN by which a hook notifies them."""

from typing import ClassVar

from scalehook.testing.builders.handle import Handle


class MnsHandle(Handle):
    """A resource of MNS; `resource` is what its ARN calls its kind."""

    resource: ClassVar[str]

    @property
    def name(self) -> str:
        """Its name is its id."""
        return self.id

    @property
    def arn(self) -> str:
        """As a hook names it."""
        return f"acs:mns:{self.cloud.region}:{self.cloud.account_id}:{self.resource}/{self.name}"
