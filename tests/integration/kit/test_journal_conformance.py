"""What every journal must do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scalehook.kit.journal.journal import JournalStore, PromptJournal, StaleWriter
from scalehook.kit.journal.memory import MemoryJournals
from support.journals import kept


async def test_a_new_journal_is_empty(reopen) -> None:
    """Nothing is loaded before the first append."""
    journal = await reopen().open("a")
    loaded = await journal.load()
    assert (loaded.seq, loaded.published, loaded.snapshot) == (0, 0, None)
    assert await kept(journal) == []


async def test_entries_come_back_in_order(reopen) -> None:
    """Sequence numbers start at 1 and have no gaps."""
    journal = await reopen().open("a")
    await journal.append(0, [b"one", b"two"])
    await journal.append(2, [b"three"])
    again = await reopen().open("a")
    assert (await again.load()).seq == 3
    assert await kept(again) == [(1, b"one"), (2, b"two"), (3, b"three")]


async def test_journals_of_services_are_apart(reopen) -> None:
    """One service's entries do not show in another's journal."""
    store = reopen()
    await (await store.open("a")).append(0, [b"a"])
    await (await store.open("b")).append(0, [b"b"])
    assert await kept(await store.open("b")) == [(1, b"b")]


@pytest.mark.parametrize("count", [1, 2, 15, 16, 17, 200, 1001])
async def test_batches_of_any_size(reopen, count: int) -> None:
    """Each is there as a whole; one that does not fit in its place is not there at all."""
    journal = await reopen().open("a")
    bodies = [b"%d" % number for number in range(count)]
    await journal.append(0, bodies)
    await journal.append(count, bodies)
    with pytest.raises(StaleWriter):
        await journal.append(count, bodies)
    assert await kept(journal) == list(enumerate(bodies * 2, 1))


@pytest.mark.parametrize("expected", [0, 2, 7])
async def test_a_stale_writer_is_refused_and_leaves_nothing(reopen, expected: int) -> None:
    """An append must know the last entry; a refused one writes none of its batch."""
    journal = await reopen().open("a")
    await journal.append(0, [b"one"])
    with pytest.raises(StaleWriter):
        await journal.append(expected, [b"x", b"y"])
    assert await kept(journal) == [(1, b"one")]


async def test_two_writers_cannot_both_append(reopen) -> None:
    """The second of two that loaded at the same entry fails."""
    store = reopen()
    first, second = await store.open("a"), await store.open("a")
    await first.append(0, [b"first"])
    with pytest.raises(StaleWriter):
        await second.append(0, [b"second"])


async def test_the_mark_never_moves_back(reopen) -> None:
    """A late confirm of earlier entries does not unpublish later ones."""
    journal = await reopen().open("a")
    await journal.append(0, [b"1", b"2", b"3"])
    await journal.mark(3)
    await journal.mark(1)
    assert (await journal.load()).published == 3


async def test_a_snapshot_compacts_what_is_published(reopen) -> None:
    """Entries that the snapshot covers stay until they are published."""
    journal = await reopen().open("a")
    await journal.append(0, [b"1", b"2", b"3"])
    await journal.mark(1)
    await journal.snapshot(2, b"state")
    again = await reopen().open("a")
    loaded = await again.load()
    assert (loaded.snapshot_seq, loaded.snapshot) == (2, b"state")
    assert await kept(again) == [(2, b"2"), (3, b"3")]
    assert await kept(again, 2) == [(3, b"3")]


@pytest.mark.parametrize("seq", [1, 2, 9])
async def test_an_older_snapshot_does_not_replace_a_newer_one(reopen, seq: int) -> None:
    """Of a writer that was replaced while it stopped; nor does one of entries that are not there."""
    journal = await reopen().open("a")
    await journal.append(0, [b"1", b"2", b"3"])
    await journal.mark(3)
    await journal.snapshot(2, b"newer")
    await journal.snapshot(seq, b"other")
    loaded = await journal.load()
    assert (loaded.snapshot_seq, loaded.snapshot) == (2, b"newer")
    assert await kept(journal) == [(3, b"3")]


@pytest.mark.parametrize("reopen", ["memory", "sqlite"], indirect=True)
async def test_one_that_needs_not_be_waited_for(reopen) -> None:
    """It appends and marks at once, with the same refusals."""
    journal = await reopen().open("a")
    assert isinstance(journal, PromptJournal)
    journal.append_now(0, [b"1"])
    journal.append_now(1, [b"2", b"3"])
    for stale in (0, 2, 4):
        with pytest.raises(StaleWriter):
            journal.append_now(stale, [b"x"])
    journal.mark_now(2)
    journal.mark_now(1)
    again = await reopen().open("a")
    loaded = await again.load()
    assert (loaded.seq, loaded.published) == (3, 2)
    assert await kept(again) == [(1, b"1"), (2, b"2"), (3, b"3")]


@pytest.mark.parametrize("size", [1, 2**17, 2**22])
async def test_snapshots_of_any_size(reopen, size: int) -> None:
    """Each replaces the one before, whatever their sizes; what they cover goes, however much it is."""
    journal = await reopen().open("a")
    await journal.append(0, [b"x" * 1000] * 3000)
    await journal.mark(2999)
    for seq, state in enumerate((b"1" * size, b"2", b"3" * size), 2998):
        await journal.snapshot(seq, state)
    again = await reopen().open("a")
    loaded = await again.load()
    assert (loaded.seq, loaded.snapshot_seq, loaded.snapshot) == (3000, 3000, b"3" * size)
    assert await kept(again) == [(3000, b"x" * 1000)]
    await again.append(3000, [b"y"])
    assert (await again.load()).seq == 3001


@settings(max_examples=30)
@given(batches=st.lists(st.lists(st.binary(min_size=1, max_size=8), min_size=1, max_size=4), max_size=6))
async def test_any_batches_are_kept_as_one_sequence(batches: list[list[bytes]]) -> None:
    """However the entries are cut into batches, the journal is their concatenation."""
    store: JournalStore = MemoryJournals()
    journal, seq = await store.open("a"), 0
    for batch in batches:
        await journal.append(seq, batch)
        seq += len(batch)
    flat = [entry for batch in batches for entry in batch]
    assert [body for _, body in await kept(journal)] == flat
