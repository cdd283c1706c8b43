"""Pages of a list of names."""

from hypothesis import given
from hypothesis import strategies as st
from sortedcontainers import SortedList

from scalehook.message_service.pages.by_marker import page
from scalehook_contracts.message_service.queues import ListQueue

NAMES = st.text("ab-", max_size=3)


@given(st.sets(NAMES.filter(bool)), NAMES, NAMES, st.integers(1, 4))
def test_a_page_is_what_a_look_at_all_names_finds(names, prefix, marker, length):
    """Behind the marker, with the prefix, in order; a marker for the next where there is one."""
    found = sorted(name for name in names if name.startswith(prefix) and name > marker)
    query = ListQueue(prefix=prefix, marker=marker, ret_number=length)
    expected = found[:length], found[length - 1] if len(found) > length else None
    assert page(SortedList(names), query) == expected
