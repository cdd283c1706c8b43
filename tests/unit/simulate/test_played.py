"""What effects do in the outside world is played; what only calls the cloud runs itself."""

from scalehook.simulate.effects import IN_MEMORY
from scalehook.simulate.played import PLAYED
from scalehook.wiring.services import services

CALL_THE_CLOUD = {
    "SendEvent", "PutNotification", "DeliverNotification", "CallApi", "ReadMetric", "FindInstances",
    "BorrowParameters",
}  # fmt: skip


def test_every_effect_is_known() -> None:
    """A new one is played, or does without this machine's disk, or is named here."""
    intents = {intent for service in services() for intent in service.effects}
    assert {intent.__name__ for intent in intents - PLAYED.keys() - IN_MEMORY.keys()} == CALL_THE_CLOUD
