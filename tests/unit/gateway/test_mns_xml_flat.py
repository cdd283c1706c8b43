"""Bodies that are read without a parser: what is read is what the parser reads, or is left to it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scalehook.gateway.mns.xml_flat import LONGEST, read_flat
from scalehook.gateway.mns.xml_reading import parsed
from scalehook_contracts.errors.mns import MalformedXML

NAMESPACE = ' xmlns="http://mns.aliyuncs.com/doc/v1/"'
FLAT = "<Message><MessageBody>b</MessageBody></Message>"
PIECES = [
    *"<>/&;?!-]=\"' \t\n\r\x00\x0b\x7f\x85aé中\ufeff\ufffe\U0001f600", "]]>", "&amp;", "&lt;", "&x;",
    "<Message>", "</Message>", "<Body>", "</Body>", "<Body/>", "<a:b>", "</a:b>", "<é>", "</é>", "<A1>",
    f"<Message{NAMESPACE}>", "<Message xmlns='http://www.w3.org/XML/1998/namespace'>", "<M a='b'>",
    '<?xml version="1.0" encoding="utf-8"?>', "<?xml version='1.0'?>", '<?xml version="1.1"?>',
    '<?xml version="1.0" encoding="latin-1"?>', "<?pi?>",
    "<!-- c -->", "<!DOCTYPE Message>", "<![CDATA[x]]>",
]  # fmt: skip
FILLED = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)


@st.composite
def near_flat(draw: st.DrawFn) -> str:
    """Flat, with anything in between that may keep it from being so."""
    names = draw(st.lists(st.sampled_from(["Body", "DelaySeconds", "xmlA", "B"]), max_size=4))
    inner = "".join(f"<{name}>{draw(FILLED)}</{name}>{draw(st.sampled_from(PIECES))}" for name in names)
    for name in draw(st.lists(st.sampled_from(["Message", "Body", "Part"]), max_size=5)):
        inner = f"{draw(st.sampled_from(['', ' ', inner]))}<{name}>{inner}</{name}>"
    start = draw(st.sampled_from(["", *PIECES])) + draw(st.sampled_from(["", "\n", " "]))
    root = draw(st.sampled_from(["Message", f"Message{NAMESPACE}", "Message "]))
    return f"{start}<{root}>{inner}</Message>{draw(st.sampled_from(['', ' ', *PIECES]))}"


@given(st.one_of(near_flat(), FILLED, near_flat().map(lambda text: text[: len(text) // 2])))
@example(FLAT)
@example('<?xml version="1.0" encoding="utf-8"?><?xml version="1.0"?>' + FLAT)
@example("<Message><a>]]></a></Message>")
@example("<Message><a>1</b></Message>")
@example("<Message><a>1</a><a>2</a></Message></Message>")
@example("<Message><a>1</a><Message>2</Message>")
@example("<Message><a><b>1</b><Message>2</Message>")
def test_the_parser_agrees(text: str) -> None:
    """With all that is read without it."""
    body = text.encode()
    read = read_flat(body)
    if read is not None:
        assert read == parsed(body)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_text(raw: bytes) -> None:
    """Whatever they are, the parser has the last word."""
    body = b"<Message><A>" + raw + b"</A></Message>"
    try:
        expected = parsed(body)
    except MalformedXML:
        assert read_flat(body) is None
    else:
        assert read_flat(body) in (None, expected)


@pytest.mark.parametrize(
    "body",
    [
        FLAT,
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Message{NAMESPACE}>\n'
        "<MessageBody>aGVsbG8=</MessageBody>\n<DelaySeconds>0</DelaySeconds>\n</Message>",
        f"<?xml version='1.0' encoding='utf-8'?>\n<Message{NAMESPACE}>"
        "<MessageBody>{\"a\": 'é 中'}\n\t</MessageBody></Message>\n",
        f"<Messages{NAMESPACE}>\n<Message><MessageBody>b</MessageBody><Priority>1</Priority></Message>"
        "<Message>\n <MessageBody>c</MessageBody>\n</Message><Message></Message></Messages>",
        f"<Message{NAMESPACE}><UserProperties><PropertyValue><Name>n</Name></PropertyValue>"
        "<PropertyValue><Name>m</Name><Value> </Value></PropertyValue></UserProperties></Message>",
        f'<?xml version="1.0" ?><Queue{NAMESPACE}><DelaySeconds></DelaySeconds></Queue>',
    ],
)
def test_what_clients_send_needs_no_parser(body: str) -> None:
    """In the spellings of the official SDKs."""
    assert read_flat(body.encode()) == parsed(body.encode())


@pytest.mark.parametrize(
    "body",
    [
        "<Message><MessageBody>a &amp; b</MessageBody></Message>",
        "<Message><MessageBody>a\rb</MessageBody></Message>",
        f"<Message>{'<A>' * 5}1{'</A>' * 5}</Message>",
        "<Message><Properties>1<A>1</A></Properties></Message>",
        "<Message><Properties><A>1</A>1</Properties></Message>",
        f"<Message><MessageBody>{'x' * LONGEST}</MessageBody></Message>",
    ],
)
def test_what_is_the_parsers(body: str) -> None:
    """Entities, ends of lines, deep structures, texts beside elements, and what is very long."""
    assert read_flat(body.encode()) is None
