"""What an instance has on the disk."""

from scalehook_contracts.base import Command, Done, Intent


class RemoveRoot(Intent):
    """Delete what an instance that is gone has left on the disk."""

    instance_id: str


class RecordRootRemoved(Command[Done]):
    """Nothing is left of it."""

    instance_id: str
