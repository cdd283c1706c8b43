"""All that a stack keeps, as a picture has it."""

from scalehook.embedded.picture import Picture
from scalehook.kit.dead_letters import DeadLetters
from scalehook.kit.journal.journal import EntryRefused, ErasableStore, JournalUnavailable
from scalehook.kit.logs import Log

log = Log(__name__)


async def begin(picture: Picture, store: ErasableStore, letters: DeadLetters) -> bool:
    """Whether it is kept. Where there is no room for it, everything is as before."""
    try:
        await store.begin(picture.services)
    except (JournalUnavailable, EntryRefused) as problem:
        log.error("no room for another state", problem=str(problem))
        return False
    for letter in letters.all():
        letters.remove(letter.letter_id)
    for letter in picture.letters:
        letters.add(letter)
    return True
