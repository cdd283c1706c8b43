"""The query of a request: names in any letter case, `+` a plus."""

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


def parse(query: str) -> dict[str, str]:
    """Values by names in lower case."""
    found = {}
    for part in filter(None, query.split("&")):
        given, _, value = part.partition("=")
        name = unquote(given)
        if name.lower() not in KNOWN:
            raise InvalidQueryString(name=name)
        try:
            found[name.lower()] = unquote(value, errors="strict")
        except UnicodeDecodeError as problem:
            raise InvalidQueryString(name=name) from problem
    return found


def is_set(query: dict[str, str], name: str) -> bool:
    """Whether a switch is on."""
    return query.get(name, "").lower() == "true"
