"""What XML can carry."""

import re

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """Without the characters that it cannot."""
    return NOT_IN_XML.sub("\ufffd", text)
