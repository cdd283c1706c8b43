"""What all operations on declared resources have in common."""

from typing import Any, ClassVar, Generic

from scalehook_contracts.base import Operation, ReplyT_co
from scalehook_contracts.resource_provider.declaration import Call, Changes, Creates, Describes, Removes


class ResourceOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on a declared resource: `call` says what it does."""

    call: ClassVar[Call]

    def value(self, name: str) -> Any:
        """What the parameter of this documented name says."""
        return getattr(self, self.call.parameter(name).python_name)

    def resources(self) -> list[str]:
        """The resources that are named; all of the kind where none is."""
        verb, arn = self.call.verb, self.call.kind.arn
        stem = f"{arn}/" if arn else ""
        name = ""
        if isinstance(verb, Changes | Removes):
            name = verb.ids
        elif not isinstance(verb, Creates | Describes):
            name = verb.id
        value = self.value(name) if name else None
        ids = value if isinstance(value, list) else [value] if value else []
        return [f"{stem}{each}" for each in ids] or [f"{stem}*"]
