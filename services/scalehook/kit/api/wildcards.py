"""Patterns of users: `*` stands for any text, `?` for one character."""


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text fits. All places in the pattern that the text may have come to are bits
    of one number, so a character takes one step, however many stars there are.
    """
    letters: dict[str, int] = {}
    any_letter = stars = places = 0
    for character in pattern:
        place = 1 << places
        if character == "*":
            stars |= place
            continue
        if character == "?":
            any_letter |= place
        else:
            letters[character] = letters.get(character, 0) | place
        places += 1
    reached = 1
    for character in text:
        passed = reached & (letters.get(character, 0) | any_letter)
        reached = passed << 1 | reached & stars
    return bool(reached >> places & 1)
