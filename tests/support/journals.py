"""What stands in a journal."""

from scalehook.kit.journal.journal import Journal, entries_of


async def kept(journal: Journal, after: int = 0) -> list[tuple[int, bytes]]:
    """Its entries."""
    return [entry async for entry in entries_of(journal, after)]
