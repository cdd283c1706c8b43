"""Dead letters as they are shown and sent again, whatever they hold."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.gateway.control import dead_letters
from scalehook.gateway.control.dead_letters import NoSuchDeadLetter
from scalehook.gateway.control.plane import Retried
from scalehook.kit.dead_letters import DeadLetter, NotRevived

AT = datetime(2026, 1, 1, tzinfo=UTC)


class Bus:
    """Three dead letters, the first of a service that is no more."""

    def __init__(self, *more: DeadLetter) -> None:
        names = ("gone:1", "fleet:2", "fleet:3")
        self.letters = [DeadLetter(name, name[:5], "x.y", "why", AT, b"{}") for name in names]
        self.letters += more

    def bury(self, letter: DeadLetter) -> None:
        self.letters.append(letter)

    async def dead_letters(self) -> list[DeadLetter]:
        return list(self.letters)

    async def revive(self, letter: DeadLetter) -> None:
        if letter.letter_id == "gone:1":
            raise NotRevived("no service takes x.y")
        self.letters.remove(letter)

    async def discard(self, letter: DeadLetter) -> bool:
        there = letter in self.letters
        self.letters = [each for each in self.letters if each != letter]
        return there


async def shown(body: bytes) -> object:
    """The body of a letter, as it goes over HTTP."""
    *others, last = await dead_letters.list_all(Bus(DeadLetter("a:1", "a", "a.b", "why", AT, body)))
    assert [view.id for view in others] == ["gone:1", "fleet:2", "fleet:3"]
    return json.loads(last.model_dump_json())["body"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b'{"a":"\\ud800"}', '{"a":"\\ud800"}'),
        (b'{"a":"\xed\xa0\x80"}', '{"a":"\\xed\\xa0\\x80"}'),
        (b"[" * 5000 + b"]" * 5000, "[" * 5000 + "]" * 5000),
        (b"[1e999]", "[1e999]"),
        (b"[NaN]", "[NaN]"),
        (b"9" * 5000, "9" * 5000),
        (b"no JSON", "no JSON"),
        (b"", ""),
    ],
)
async def test_what_is_no_json_that_can_be_kept_is_shown_as_text(body: bytes, text: str) -> None:
    """With escapes for what is no UTF-8, and beside the other letters."""
    assert await shown(body) == text


async def test_json_is_shown_as_json() -> None:
    """Also when it is not ASCII."""
    assert await shown('{"a": ["\u4f60", 1]}'.encode()) == {"a": ["\u4f60", 1]}


@given(text=st.text(alphabet=st.characters(), max_size=20), body=st.binary(max_size=40))
async def test_any_letter_can_be_shown(text: str, body: bytes) -> None:
    """Ids, names and reasons of any characters, lone surrogates among them."""
    letter = DeadLetter(text, text, text, text, AT, body)
    *_, view = await dead_letters.list_all(Bus(letter))
    assert json.loads(view.model_dump_json())["type"] == view.type


async def test_a_letter_that_nobody_takes_holds_no_other_up() -> None:
    """It stays, its reason is told, and it is not counted among those that were sent again."""
    bus = Bus()
    told = await dead_letters.retry(bus, None)
    assert told == Retried(retried=2, kept={"gone:1": "no service takes x.y"})
    assert [letter.letter_id for letter in bus.letters] == ["gone:1"]


async def test_chosen_letters_alone_are_sent_again() -> None:
    """By their ids; one that is named twice is sent once."""
    bus = Bus()
    assert (await dead_letters.retry(bus, ["fleet:3", "fleet:3"])).retried == 1
    assert [letter.letter_id for letter in bus.letters] == ["gone:1", "fleet:2"]


async def test_an_unknown_id_among_others_sends_none() -> None:
    """It is named, and everything is as it was."""
    bus = Bus()
    with pytest.raises(NoSuchDeadLetter, match="no such dead letter: nobody:9, nobody:10"):
        await dead_letters.retry(bus, ["fleet:3", "nobody:9", "nobody:10"])
    assert len(bus.letters) == 3


@pytest.mark.parametrize("odd", ["a\ud800:1", "\ud800"])
async def test_a_letter_with_an_odd_id_is_sent_by_the_id_that_is_shown(odd: str) -> None:
    """What is listed can be named."""
    bus = Bus(DeadLetter(odd, "a", "a.b", "why", AT, b"{}"))
    *_, view = await dead_letters.list_all(bus)
    assert (await dead_letters.retry(bus, [view.id])).retried == 1
    assert odd not in {letter.letter_id for letter in bus.letters}


async def test_letters_are_dropped_by_their_ids() -> None:
    """Each once, however often it is named; with an unknown one among them none is."""
    bus = Bus()
    with pytest.raises(NoSuchDeadLetter, match="no such dead letter: nobody:9"):
        await dead_letters.drop(bus, ["fleet:3", "nobody:9"])
    assert len(bus.letters) == 3
    assert (await dead_letters.drop(bus, ["fleet:3", "fleet:3", "gone:1"])).dropped == 2
    assert [letter.letter_id for letter in bus.letters] == ["fleet:2"]
