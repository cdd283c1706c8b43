"""JSON that is nearly sound: one part of it, on any level, is something else."""

from typing import Any

from hypothesis import strategies as st

ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**64), 2**64)
    | st.sampled_from(["", "*", "a", "\x00", "${a}", "$.a", "9" * 400, "重要", "x" * 300]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["", "a", "Id", "prefix"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@st.composite
def spoilt(draw: st.DrawFn, sound: Any) -> Any:
    """The sound one with an odd part in place of one of its own, with one more, or with one less."""
    if not isinstance(sound, dict | list) or not sound or draw(st.integers(0, 4)) == 0:
        return draw(ODD)
    if isinstance(sound, list):
        place = draw(st.integers(0, len(sound) - 1))
        return [*sound[:place], draw(spoilt(sound[place])), *sound[place + 1 :]]
    name = draw(st.sampled_from([*sound, "nosuch"]))
    if draw(st.integers(0, 4)) == 0:
        return {key: value for key, value in sound.items() if key != name}
    return sound | {name: draw(spoilt(sound.get(name)))}
