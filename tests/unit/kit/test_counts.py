"""Counts that are kept by increment."""

from scalehook.kit.counts import Counts


def test_what_was_never_counted_is_none_and_stays_unknown() -> None:
    """To ask changes nothing."""
    counts: Counts[str] = Counts()
    assert (counts["a"], dict(counts)) == (0, {})
    counts["a"] += 2
    counts["a"] -= 1
    assert dict(counts) == {"a": 1}
