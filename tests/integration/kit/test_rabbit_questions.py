"""Questions to the process that plays a service, past its messages."""

from support.buses import RabbitCase, running
from support.patience import PATIENCE_SECONDS


async def test_a_question_that_nobody_answered(vhost: str, client: RabbitCase) -> None:
    """It is put again: who was asked first may have died. All of them are one question."""
    asked: list[bytes] = []

    async def control(question: bytes) -> bytes | None:
        asked.append(question)
        return b"well" if len(asked) == 3 else None

    client.bus._questions.again_seconds = 0
    async with running(vhost) as host:
        host.bus.respond = control
        assert await client.bus.ask_process("counter", b"how are you?", PATIENCE_SECONDS) == b"well"
    assert asked[:3] == [b"how are you?"] * 3
