"""The query of a request: names in any letter case, each once, `+` a plus."""

from urllib.parse import unquote

from scalehook_contracts.errors.mns import InvalidQueryString

KNOWN = {
    "accountmeta",
    "metaoverride",
    "numofmessages",
    "peekonly",
    "receipthandle",
    "visibilitytimeout",
    "waitseconds",
}
SPELLINGS = {"true": True, "false": False}


def parse(query: str) -> dict[str, str]:
    """Values by names in lower case."""
    found: dict[str, str] = {}
    for part in query.split("&") if query else ():
        given, _, value = part.partition("=")
        if not part:
            continue
        name = unquote(given) if "%" in given else given
        known = name.lower()
        if known not in KNOWN or known in found:  # of two values nobody knows which is meant
            raise InvalidQueryString(name=name)
        try:
            found[known] = unquote(value, errors="strict") if "%" in value else value
        except UnicodeDecodeError as problem:
            raise InvalidQueryString(name=name) from problem
    return found


def is_set(query: dict[str, str], name: str) -> bool:
    """Whether a switch is on. What is neither on nor off, such as a bare name, has two readings."""
    spelt = SPELLINGS.get(query.get(name, "false").lower())
    if spelt is None:
        raise InvalidQueryString(name=name)
    return spelt
