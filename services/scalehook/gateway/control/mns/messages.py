"""A message as it is given to the stack's own paths, for a queue or for a topic."""

from pydantic import BaseModel, ConfigDict, Field

MESSAGE_BYTES = 512 * 1024  # the largest message, with every character of it escaped


class PropertyGiven(BaseModel):
    """A property of a message."""

    model_config = ConfigDict(extra="forbid")
    name: str
    value: str
    type: str = "STRING"


class MessageGiven(BaseModel):
    """What is sent or published: the body as it is transmitted."""

    model_config = ConfigDict(extra="forbid")
    body: str
    group: str | None = None
    properties: list[PropertyGiven] = Field(default_factory=list)

    def fields(self) -> dict[str, object]:
        """The same as an operation names it."""
        return {
            "message_body": self.body,
            "message_group_id": self.group,
            "user_properties": [each.model_dump() for each in self.properties],
        }
