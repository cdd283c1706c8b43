"""What XML can carry, and how text is spelt in it."""

import re

from scalehook.kit.byte_tables import only

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
SPECIAL = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"))  # a bare CR is read as LF
# The bytes of UTF-8 that stand for themselves; two of the others begin what XML cannot carry, too.
_PLAIN = {9, 10, *range(32, 256)} - {*b"&\xed\xef"}
PLAIN = only(_PLAIN)
ORDINARY = only(_PLAIN - {*b"<>"})


def clean(text: str) -> str:
    """Without the characters that it cannot."""
    return NOT_IN_XML.sub("\ufffd", text)


def ordinary(text: str) -> bool:
    """Whether it is sure to stand for itself: most text is, and this is quickly seen."""
    raw = text.encode(errors="surrogatepass")
    return raw.translate(ORDINARY) == raw


def escaped(value: object) -> str:
    """The value as the content of an element."""
    text = str(value)
    if ordinary(text):
        return text
    text = clean(text)
    for character, spelling in SPECIAL:
        text = text.replace(character, spelling)
    return text
