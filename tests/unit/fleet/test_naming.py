"""Names that are numbered, and what types are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sortedcontainers import SortedSet

from scalehook.fleet import instance_types, naming
from scalehook.fleet.name_search import fitting
from scalehook.kit.api.wildcards import matches
from scalehook_contracts.errors.ecs_new_instances import InvalidInstanceNameCustomMalformed

PLAIN = st.text("abc-.", max_size=5)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("web", ["web", "web"]),
        ("web[]", ["web000000", "web000001"]),
        ("web[,]x", ["web000000x", "web000001x"]),
        ("web[5]", ["web000005", "web000006"]),
        ("web[5,]", ["web000005", "web000006"]),
        ("web[,3]", ["web000", "web001"]),
        ("web[9,1]", ["web9", "web10"]),
        ("web[10,1]", ["web000010", "web000011"]),
        ("[999999,6]", ["999999", "1000000"]),
    ],
)
def test_patterns(text: str, names: list[str]) -> None:
    """First number and digits may be left out; too few digits are six."""
    pattern = naming.pattern_of(text)
    assert [pattern.name((pattern.begin or 0) + step) for step in range(2)] == names


@given(PLAIN, st.integers(0, 999_999), st.integers(1, 6), PLAIN, st.integers(0, 100))
def test_numbered_names_differ(prefix: str, begin: int, digits: int, suffix: str, step: int) -> None:
    """And have what the pattern has around the number."""
    pattern = naming.pattern_of(f"{prefix}[{begin},{digits}]{suffix}")
    first, other = pattern.name(begin), pattern.name(begin + step + 1)
    assert first != other
    assert first.startswith(prefix) and first.endswith(suffix)
    assert int(first[len(prefix) : len(first) - len(suffix)]) == begin


@given(st.text("ab[],019", max_size=12))
def test_any_text_is_a_pattern_or_refused(text: str) -> None:
    """Brackets that make no sense never end up in a name."""
    try:
        name = naming.pattern_of(text).name(1)
    except InvalidInstanceNameCustomMalformed:
        return
    assert not {"[", "]"} & set(name)


@given(st.text("ab*?.", max_size=8), st.lists(st.text("ab.", min_size=1, max_size=6)))
def test_the_search_finds_what_fits(pattern: str, names: list[str]) -> None:
    """The same as looking at each one; a question mark stands for itself."""
    literal = pattern.replace("?", "!")
    found = fitting(literal, SortedSet(names))
    assert found == sorted({name for name in names if matches(literal, name)})


@pytest.mark.parametrize(
    ("name", "cpu", "memory", "family"),
    [
        ("ecs.g7.large", 2, 8, "ecs.g7"),
        ("ecs.c7.xlarge", 4, 8, "ecs.c7"),
        ("ecs.r7.16xlarge", 64, 512, "ecs.r7"),
        ("ecs.s6-c1m2.small", 1, 2, "ecs.s6-c1m2"),
        ("ecs.t5-lc1m1.small", 1, 1, "ecs.t5-lc1m1"),
        ("ecs.t6-c4m1.large", 2, 0.5, "ecs.t6-c4m1"),
        ("ecs.gn6i-c4g1.xlarge", 4, 15, "ecs.gn6i-c4g1"),
        ("ecs.x9.metal", 2, 8, "ecs.x9"),
        ("", 2, 8, ""),
        ("large", 2, 8, ""),
    ],
)
def test_sizes_of_types(name: str, cpu: int, memory: float, family: str) -> None:
    """In GiB: as they are known, else by name; two processors and 8 GiB where that says nothing."""
    size = instance_types.size(name)
    assert (size.cpu, size.memory / 1024, instance_types.family(name)) == (cpu, memory, family)
