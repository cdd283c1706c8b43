"""XML of MNS, written and read: lxml is the judge of both."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from pydantic import BaseModel

from scalehook.gateway.http import HttpRequest
from scalehook.gateway.mns.rendering import FORMS, LISTS, PLAIN, error_response, reply_response
from scalehook.gateway.mns.xml_reading import fields, read
from scalehook.gateway.xml_text import clean
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import MalformedXML
from scalehook_contracts.message_service.batches import BatchDeletion
from scalehook_contracts.shape import shape

REQUEST = HttpRequest("GET", "/queues/q", "", {}, b"", "127.0.0.1:4580")
ROOTS = {cls: root for cls, (root, _) in PLAIN.items()}
BATCHES = [cls for cls in FORMS if shape(cls).with_parts and cls not in LISTS]
TEXTS = st.one_of(
    st.sampled_from(["", "a < b > c & \"d\" 'e'", "\r\n\t", "\x00\x1f\x7f\x85", "\ufffe\uffff", "]]>"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)


PLAIN_VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    type(None): st.none(),
}


def values_of(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Any instance of a contract, with texts that XML can and cannot carry."""
    parted = {
        field.name: parts_of(field.model, in_list=field.is_list)
        for field in shape(model).with_parts
        if field.model
    }
    names = {name: info.annotation for name, info in model.model_fields.items() if name not in parted}
    plain = {name: values_in(annotation) for name, annotation in names.items()}
    return st.fixed_dictionaries({**parted, **plain}).map(model.model_validate)


def parts_of(model: type[BaseModel], *, in_list: bool) -> st.SearchStrategy[Any]:
    """A list of structures, or one that may be missing."""
    return st.lists(values_of(model), max_size=3) if in_list else st.none() | values_of(model)


def values_in(annotation: Any) -> st.SearchStrategy[Any]:
    """Of a field that is no list."""
    if annotation in PLAIN_VALUES:
        return PLAIN_VALUES[annotation]
    parts = get_args(annotation)
    if get_origin(annotation) is Annotated:
        return values_in(parts[0])
    if get_origin(annotation) is Literal:
        return st.sampled_from(parts)
    return st.one_of(*map(values_in, parts))


def fill(element: Any, model: BaseModel) -> None:
    """The model as lxml's elements; lists come last, in order of their names."""
    for field in sorted(shape(type(model)).fields, key=lambda field: field.alias * field.is_list):
        value = getattr(model, field.name)
        if value is None or value == []:
            continue
        child = etree.SubElement(element, field.alias)
        if field.is_list:
            fill_all(child, field.item, value)
        elif field.model:
            fill(child, value)
        else:
            child.text = clean(str(value))


def fill_all(parent: Any, item: str, models: list[Any]) -> None:
    for model in models:
        fill(etree.SubElement(parent, item), model)


def written(root: Any) -> bytes:
    """With a line break behind each tag that another tag follows."""
    etree.indent(root, space="")
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def new_root(name: str) -> Any:
    return etree.Element(name, {"xmlns": "http://mns.aliyuncs.com/doc/v1"})


def body(reply: Reply) -> bytes:
    return reply_response(reply, REQUEST, "ID").body


@pytest.mark.parametrize("cls", ROOTS, ids=lambda cls: cls.__name__)
@given(st.data())
def test_a_reply_is_what_lxml_writes(cls: type[Reply], data: st.DataObject) -> None:
    """Byte for byte, whatever its texts are and whichever of its fields are there."""
    reply = data.draw(values_of(cls))
    root = new_root(ROOTS[cls])
    fill(root, reply)
    assert body(reply) == written(root)


@pytest.mark.parametrize("cls", BATCHES, ids=lambda cls: cls.__name__)
@given(st.data())
def test_a_batch_is_what_lxml_writes(cls: type[Reply], data: st.DataObject) -> None:
    """An empty one is an empty root; without failures a deletion has no body at all."""
    reply = data.draw(values_of(cls))
    (field,) = shape(cls).with_parts
    root = new_root(field.alias)
    fill_all(root, field.item, getattr(reply, field.name))
    assert body(reply) == (b"" if reply == BatchDeletion() else written(root))


@pytest.mark.parametrize("cls", LISTS, ids=lambda cls: cls.__name__)
@given(st.data())
def test_a_list_is_what_lxml_writes(cls: type[Reply], data: st.DataObject) -> None:
    """Each item with its URL before all else, and the marker at the end."""
    reply: Any = data.draw(values_of(cls))
    name, item, path = LISTS[cls]
    root = new_root(name)
    for model in getattr(reply, name.lower()):
        element = etree.SubElement(root, item)
        url = f"http://{REQUEST.host}/{path.format(model)}"
        etree.SubElement(element, f"{item}URL").text = clean(url)
        fill(element, model)
    if reply.next_marker:
        etree.SubElement(root, "NextMarker").text = clean(reply.next_marker)
    assert body(reply) == written(root)


@given(st.text(max_size=30), st.text(st.characters(max_codepoint=255), max_size=20))
@example("\ud800<&\x00", "host")
def test_an_error_is_what_lxml_writes(message: str, host: str) -> None:
    """All four children, also when a text is empty or no text at all."""
    error = ApiError("m")
    error.message = message
    root = new_root("Error")
    children = {"Code": error.code, "Message": message, "RequestId": "ID", "HostId": f"http://{host}"}
    for name, text in children.items():
        etree.SubElement(root, name).text = clean(text)
    assert error_response(error, host, "ID").body == written(root)


Tree = tuple[str, str | list[Any]]
NAMES = st.sampled_from(["Message", "MessageBody", "UserProperties", "Name"])
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.tuples(NAMES, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10)),
    lambda inner: st.tuples(NAMES, st.lists(inner, min_size=1, max_size=3)),
    max_leaves=8,
)


def built(tree: Tree, namespace: str) -> Any:
    name, content = tree
    element = etree.Element(f"{{{namespace}}}{name}" if namespace else name)
    if isinstance(content, str):
        element.text = content.replace("\ufffe", "").replace("\uffff", "")
    else:
        element.extend([built(inner, namespace) for inner in content])
    return element


def depth(tree: Tree) -> int:
    return 1 if isinstance(tree[1], str) else 1 + max(depth(inner) for inner in tree[1])


def texts(content: Any) -> Iterator[str]:
    """All texts, in order."""
    if isinstance(content, str):
        yield content.replace("\ufffe", "").replace("\uffff", "")
    else:
        for _, inner in content:
            yield from texts(inner)


@given(TREES, st.sampled_from(["", "http://mns.aliyuncs.com/doc/v1", "urn:x"]))
def test_a_body_is_read_as_lxml_wrote_it(tree: Tree, namespace: str) -> None:
    """Names without their namespaces, texts as they were; nested too deep it is refused."""
    raw = etree.tostring(built(tree, namespace))
    if depth(tree) > 8:
        with pytest.raises(MalformedXML):
            read(raw)
        return
    name, content = read(raw)
    assert name == tree[0]
    assert list(texts(content)) == list(texts(tree[1]))


def test_properties_are_a_list_and_other_structures_a_mapping() -> None:
    """Properties without any are an empty list."""
    _, content = read(
        b"<Message><UserProperties><PropertyValue><Name>n</Name></PropertyValue><PropertyValue/>"
        b"</UserProperties><SystemProperties/><MessageAttributes><DirectMail>{}</DirectMail>"
        b"</MessageAttributes><MessageTag/></Message>"
    )
    assert fields(content) == {
        "UserProperties": [{"Name": "n"}, {}],
        "SystemProperties": [],
        "MessageAttributes": {"DirectMail": "{}"},
        "MessageTag": "",
    }


@pytest.mark.parametrize("levels", [8, 9])
def test_eight_levels_are_deep_enough(levels: int) -> None:
    """The root counts; one more is refused, wherever it is."""
    raw = b"<Messages><a/>" + b"<a>" * (levels - 1) + b"</a>" * (levels - 1) + b"</Messages>"
    if levels == 8:
        assert read(raw)[0] == "Messages"
    else:
        with pytest.raises(MalformedXML):
            read(raw)
