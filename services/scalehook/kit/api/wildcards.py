"""Patterns of users: `*` stands for any text, `?` for one character."""


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text fits, in at most len(pattern) × len(text) steps: after a mismatch only the
    last `*` takes one character more.
    """
    at = position = 0
    star, resume = -1, 0
    while position < len(text):
        if at < len(pattern) and pattern[at] == "*":
            star, resume = at, position
            at += 1
        elif at < len(pattern) and pattern[at] in ("?", text[position]):
            at, position = at + 1, position + 1
        elif star >= 0:
            resume += 1
            at, position = star + 1, resume
        else:
            return False
    return all(character == "*" for character in pattern[at:])
