"""How a product's resources and operations are declared: kinds, calls, and what a call does.

A declaration is data: no operation of these products has a class or a handler of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from scalehook_contracts.errors import ApiError
from scalehook_contracts.products import Product
from scalehook_contracts.resource_provider.parameters import Parameter

PLACE = re.compile(r"\\\{(\w+)\\\}")  # in a path, as it is escaped
INSTANCE = "instance"  # of ECS: whether there is one is known, and no more


@dataclass(frozen=True)
class Attribute:
    """Something that a resource has. In a text, `{address}`, `{id}`, `{now}`, `{region}`, `{zone}` and
    `{account}` stand for what a new one gets. Items of a list are called `item` where lists are wrapped.
    """

    name: str
    default: Any = ""
    item: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of resource: `name` is what people here call it, `id` the attribute with its id, `arn` what
    stands before that in its ARN.

    `found_by` are attributes that resources are looked up by. When an ECS instance is released, what is
    on it goes (`gone`) or gets other values (`freed`). Those `in_order` are looked up by the beginnings
    of their ids.
    """

    name: str
    id: str
    prefix: str
    arn: str
    unknown: type[ApiError]
    attributes: tuple[Attribute, ...] = ()
    found_by: tuple[str, ...] = ()
    freed: Mapping[str, Any] = field(default_factory=dict)
    gone: bool = False
    in_order: bool = False

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """What a resource has that is not said otherwise."""
        return {attribute.name: attribute.default for attribute in self.attributes}


@dataclass(frozen=True)
class Creates:
    """Makes a resource, or one for each item of `each`. `sets`: attributes, by the parameters that give
    them; `lists`: those that are lists, and that one of several parameters may give, not two; `answers`:
    what the answer has, by the attributes that it comes from.
    """

    sets: Mapping[str, str]
    answers: Mapping[str, str]
    each: str = ""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Changes:
    """Sets attributes of the resources that `ids` names: from parameters, or to fixed values. `only`
    says which values an attribute must have before; else it is refused with `otherwise`. `adds` puts
    what a parameter says at the end of a list.
    """

    ids: str
    sets: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    adds: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)  # attributes that a parameter must repeat
    otherwise: type[ApiError] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Removes:
    """Removes the resources that `ids` names; `only` and `otherwise` as with `Changes`. With `leaves`, a
    resource of that kind tells of it, with what the parameters in `sets` say.
    """

    ids: str
    only: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    otherwise: type[ApiError] | None = None
    leaves: "Kind | None" = None
    sets: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Nested:
    """A list of one `item` in what is shown of a resource: with attributes of the resource, by the names
    that they have there, and with what is `fixed`. `bound` is another structure in it, with attributes
    of the resource of `kind` whose `InstanceId` is this one's id.
    """

    item: str
    shows: Mapping[str, str]
    fixed: Mapping[str, Any]
    bound: str
    kind: str
    of_bound: Mapping[str, str]


@dataclass(frozen=True)
class Describes:
    """Lists resources in `items`. `filters`: attributes, by the parameters that must fit them. `shown`
    are their attributes; all, if none is named; `nests` are lists beside them. `paging` is by page
    numbers, or in a structure `page`.
    """

    items: str
    item: str
    filters: Mapping[str, str]
    shown: tuple[str, ...] = ()
    paging: Literal["numbers", "page", "none"] = "numbers"
    nests: Mapping[str, Nested] = field(default_factory=dict)


@dataclass(frozen=True)
class Shows:
    """Answers with attributes of the one resource that `id` names, or with a text in which `{…}` are its
    attributes and the parameters. `words` says what a parameter's value is in there.
    """

    id: str
    answers: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Admits:
    """Changes a whitelist of the resource that `id` names. `group`, `addresses` and `mode` are the
    parameters that say which, whom, and how: `Append`, `Delete`, or anything else to replace all.
    """

    id: str
    group: str
    addresses: str
    mode: str
    malformed: type[ApiError]
    absent: type[ApiError]  # of Delete, when the whitelist has none of them


@dataclass(frozen=True)
class ShowsAdmitted:
    """Lists the whitelists of the resource that `id` names in `items`: each has its name, what is said
    beside it, and the addresses, by these names. With `flat`, the default one is there by this name.
    """

    id: str
    items: str
    item: str
    names: tuple[str, str, str]
    flat: str = ""


Verb = Creates | Changes | Removes | Describes | Shows | Admits | ShowsAdmitted


@dataclass(frozen=True)
class Call:
    """An operation of a product. `needs` names parameters that must name a resource of a kind, where
    they are given. `path` is where it is called in a product that is called by method and path; with no
    method it is called by its name alone, and the URI of a template's task says what is in the path.
    """

    name: str
    about: str
    kind: Kind
    verb: Verb
    parameters: tuple[Parameter, ...]
    needs: Mapping[str, "Kind | str"] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    path: tuple[str, str] = ("", "")  # method, and path with `{parameter}`

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What its path looks like, with what is named in it. What is no route may have slashes."""
        part = "[^/]+" if self.path[0] else ".+"
        return re.compile(PLACE.sub(rf"(?P<\1>{part})", re.escape(self.path[1])))

    def parameter(self, name: str) -> Parameter:
        """The one of this name."""
        return next(each for each in self.parameters if each.name == name)


@dataclass(frozen=True)
class Declaration:
    """What one file declares: operations of one product, or the same of several."""

    products: tuple[Product, ...]
    kinds: tuple[Kind, ...]
    calls: tuple[Call, ...]
