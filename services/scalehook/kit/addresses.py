"""A server's address as it may be shown."""


def shown(url: str) -> str:
    """Where it is, without the user, the password and whatever is asked for: even when the password
    holds letters that ought to have been written otherwise.
    """
    scheme, mark, rest = url.rpartition("@")[2].rpartition("://")
    if not mark:  # what stood before the user
        scheme, mark, _ = url.partition("://")
        scheme = scheme if mark else ""
    return f"{scheme}{mark}{rest.partition('?')[0]}"
