"""Things are found by their marks, and counted and paged without being looked at."""

from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.shelves import Found, Shelves

COLOURS = [("colour", "red"), ("colour", "blue"), ("colour", "green")]
SIZES = [("size", "large"), ("size", "small")]


def shelves(things: dict[str, list[tuple[str, str]]]) -> Shelves[str]:
    made: Shelves[str] = Shelves()
    for key, marks in things.items():
        made.put(key, key, marks)
    return made


THINGS = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.tuples(st.sampled_from(COLOURS), st.sampled_from(SIZES)).map(list),
)
CHOICES = st.lists(
    st.sampled_from([COLOURS, SIZES]).flatmap(
        lambda marks: st.lists(st.sampled_from(marks), min_size=1, unique=True)
    ),
    max_size=3,
)
KEYS = st.none() | st.lists(st.text("abc", min_size=1, max_size=3))


@given(THINGS, CHOICES, KEYS)
def test_what_is_found(
    things: dict[str, list[tuple[str, str]]],
    choices: list[list[tuple[str, str]]],
    keys: list[str] | None,
) -> None:
    """All that have a mark of each choice, and nothing else; of certain keys, if these are given."""
    found = shelves(things).find(*choices, keys=keys)
    expected = {
        key
        for key, marks in things.items()
        if all(set(choice) & set(marks) for choice in choices) and (keys is None or key in keys)
    }
    assert set(found) == expected
    assert len(found) == len(list(found)) == len(expected)


def test_pages() -> None:
    """One shelf after the other, in order; beyond the end there is nothing."""
    found = Found([{"a": 1, "b": 2}, {"c": 3}])
    assert (len(found), list(found)) == (3, [1, 2, 3])
    assert [found.page(number, 2) for number in (1, 2, 3)] == [[1, 2], [3], []]


@given(THINGS)
def test_nothing_is_left(things: dict[str, list[tuple[str, str]]]) -> None:
    """Of what is dropped, neither itself nor its marks."""
    made = shelves(things)
    for key, marks in things.items():
        made.unmark(key, marks[:1])
        made.drop(key, marks[1:])
    assert vars(made) == vars(Shelves())


def test_other_marks() -> None:
    """On the shelves of marks that it keeps a thing stays in its place; the others change."""
    red, blue, large = (*COLOURS[:2], SIZES[0])
    made = shelves({"a": [red, large], "b": [red, large]})
    made.mark_anew("a", "a", [red, large], [blue, large])
    assert list(made.find([large])) == ["a", "b"]
    assert (list(made.find([red])), list(made.find([blue]))) == (["b"], ["a"])
    made.drop("a", [blue, large])
    made.drop("b", [red, large])
    assert vars(made) == vars(Shelves())
