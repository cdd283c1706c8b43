"""Dead letters as the control endpoints show them, and sending them again; on any bus."""

from scalehook.gateway.control.plane import DeadLetterView, Dropped, Retried
from scalehook.kit.bus.bus import Graveyard
from scalehook.kit.dead_letters import DeadLetter, NotRevived, as_text
from scalehook.kit.logs import Log
from scalehook_contracts.errors.gateway import NoSuchDeadLetter
from scalehook_contracts.plain import NotPlain, parse_json

log = Log(__name__)


async def list_all(bus: Graveyard) -> list[DeadLetterView]:
    """Oldest first, whatever they hold."""
    return [_view(letter) for letter in await bus.dead_letters()]


async def retry(bus: Graveyard, ids: list[str] | None) -> Retried:
    """Send these (all when None) again; raises NoSuchDeadLetter before any is sent. One that
    cannot be sent holds no other up.
    """
    letters = await _named(bus, ids)
    retried = Retried(retried=0)
    for letter_id, letter in letters.items():
        try:
            await bus.revive(letter)
            retried.retried += 1
        except NotRevived as problem:
            log.warning("a dead letter stays", id=letter_id, problem=str(problem))
            retried.kept[letter_id] = as_text(problem)
    return retried


async def drop(bus: Graveyard, ids: list[str]) -> Dropped:
    """Forget these; raises NoSuchDeadLetter before any is forgotten."""
    letters = await _named(bus, ids)
    gone = [letter_id for letter_id, letter in letters.items() if await bus.discard(letter)]
    log.info("dead letters are dropped", ids=gone)
    return Dropped(dropped=len(gone))


async def _named(bus: Graveyard, ids: list[str] | None) -> dict[str, DeadLetter]:
    """Each of them once (all when None), by its id; NoSuchDeadLetter when one of them is none."""
    letters = {as_text(letter.letter_id): letter for letter in await bus.dead_letters()}
    if ids is None:
        return letters
    if unknown := [letter_id for letter_id in ids if letter_id not in letters]:
        raise NoSuchDeadLetter(ids=", ".join(unknown))
    return {letter_id: letters[letter_id] for letter_id in ids}


def _view(letter: DeadLetter) -> DeadLetterView:
    return DeadLetterView(
        id=as_text(letter.letter_id),
        type=as_text(letter.type),
        service=as_text(letter.service),
        reason=as_text(letter.reason),
        at=letter.at,
        body=_shown(letter.body),
    )


def _shown(body: bytes) -> object:
    """JSON as it is; anything else as text, with escapes for what is no UTF-8."""
    try:
        return parse_json(body.decode())
    except (UnicodeDecodeError, NotPlain):
        return as_text(body)
