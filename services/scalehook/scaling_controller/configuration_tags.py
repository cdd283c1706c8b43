"""The tags of a configuration, which its instances get: a JSON object, as text."""

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling_configurations import InvalidTagsKeyValue
from scalehook_contracts.errors.scaling_groups import InvalidTagsListSize
from scalehook_contracts.plain import NotPlain, parse_json

MOST = 20
LONGEST_KEY, LONGEST_VALUE = 64, 128
RESERVED = ("aliyun", "acs:")
FOREIGN = ("http://", "https://")


def tags_of(text: str) -> dict[str, str]:
    """The tags. ValueError when the text is no JSON object of text."""
    tags = parse_json(text) if text else {}
    if not isinstance(tags, dict) or not all(isinstance(value, str) for value in tags.values()):
        raise NotPlain("no JSON object of text")
    return tags


def check(text: str, invalid: type[ApiError]) -> None:
    """As many as there may be, with keys that are not reserved."""
    try:
        tags = tags_of(text)
    except NotPlain as problem:
        raise invalid(name="Tags") from problem
    if len(tags) > MOST:
        raise InvalidTagsListSize()
    if "" in tags:
        raise InvalidTagsKeyValue()
    for part, longest in ((tags.keys(), LONGEST_KEY), (tags.values(), LONGEST_VALUE)):
        if any(not _is_usable(word, longest) for word in part):
            raise invalid(name="Tags")


def _is_usable(word: str, longest: int) -> bool:
    return (
        len(word) <= longest
        and not word.startswith(RESERVED)
        and not any(scheme in word for scheme in FOREIGN)
    )
