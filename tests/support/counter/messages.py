"""What the counter says."""

from scalehook_contracts.base import Command, Done, Event, Intent, Reply


class Count(Reply):
    value: int


class Add(Command[Count]):
    amount: int
    fail: str = ""  # "before" or "after" the first record, or "kept": refused, and recorded


class Read(Command[Count]):
    pass


class WaitFor(Command[Count]):
    value: int
    seconds: float = 10
    begin: int = 0  # what it adds itself before it waits, if there is nothing yet


class AddLater(Command[Done]):
    amount: int
    seconds: float
    key: str = "later"


class Spin(Command[Done]):
    seconds: float = 0


class Forget(Command[Done]):
    key: str = "later"


class Fetch(Command[Done]):
    name: str


class CallOff(Command[Done]):
    name: str


class RecordFetched(Command[Done]):
    name: str
    amount: int


class Added(Event):
    amount: int


class Elsewhere(Event):
    amount: int


class FetchNumber(Intent):
    name: str
