"""AutoPaging: the pages of a list after the first, and all of them as one answer."""

from typing import Any

MOST_PAGES = 100


def next_page(
    parameters: dict[str, Any], taken: set[str], body: dict[str, Any]
) -> dict[str, Any] | None:
    """The parameters of the page after this one; None after the last. `parameters` are those of this
    page, `taken` the names of those that the API takes. What goes by tokens ends with them, whatever
    number the page says that it has.
    """
    token = body.get("NextToken")
    if "NextToken" in taken and token and isinstance(token, str):
        return parameters | {"NextToken": token}
    if "NextToken" in parameters:
        return None
    match [body.get(name) for name in ("PageNumber", "PageSize", "TotalCount")]:
        case [int(page), int(size), int(total)] if "PageNumber" in taken and page * size < total:
            return parameters | {"PageNumber": page + 1}
    return None


def asks_for_one(parameters: dict[str, Any]) -> bool:
    """Whether the template names the page that it wants."""
    named = {name.lower() for name, value in parameters.items() if value not in ("", None)}
    return bool(named & {"nexttoken", "pagenumber"})


def merged(first: dict[str, Any], page: dict[str, Any]) -> dict[str, Any]:
    """The first page's answer with the items of another behind its own; the token is the other's."""
    answer = {key: _joined(value, page.get(key)) for key, value in first.items()}
    return answer | ({"NextToken": page.get("NextToken", "")} if "NextToken" in first else {})


def _joined(value: Any, more: Any) -> Any:
    """Lists grow, also those that stand in an object with their item's name."""
    if isinstance(value, list) and isinstance(more, list):
        return value + more
    if isinstance(value, dict) and isinstance(more, dict):
        return value | {key: _joined(item, more.get(key)) for key, item in value.items()}
    return value
