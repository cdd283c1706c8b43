"""Events of the cloud, as event triggers know them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scalehook.template_engine.chosen_tags import NoTags, has_all, tags_of
from scalehook.template_engine.functions.text import printed
from scalehook.template_engine.trigger_properties import EVENT, others

LEVELS = ("INFO", "WARN", "CRITICAL")
INSTANCES = ("resourceId", "instanceId", "instanceIds")  # of a content, that name what it is about


class NoFilter(ValueError):
    """The properties of the trigger choose no events."""


@dataclass(frozen=True)
class Happening:
    """Something that has happened to what a product has; `tags` of an instance that is gone. So many
    events, one after the other, have led to what is started for it: `hops`.
    """

    product: str
    name: str
    level: str
    content: Mapping[str, Any]
    region: str
    time: str
    id: str
    tags: Mapping[str, str] | None = None
    hops: int = 0

    @property
    def instance_ids(self) -> list[str]:
        """The instances that it has happened to."""
        named = [_listed(self.content.get(name)) for name in INSTANCES]
        ids = [each for ids in named for each in ids if isinstance(each, str) and each.startswith("i-")]
        return list(dict.fromkeys(ids))

    def data(self) -> dict[str, Any]:
        """As selectors of a trigger's outputs see it."""
        return {
            "product": self.product,
            "name": self.name,
            "level": self.level,
            "regionId": self.region,
            "time": self.time,
            "id": self.id,
            "content": dict(self.content),
        }


def check(properties: Mapping[str, Any]) -> None:
    """NoFilter says what is wrong with a trigger's properties."""
    if unknown := others(properties, EVENT):
        raise NoFilter(unknown)
    if not isinstance(properties.get("Product"), str) or not properties["Product"]:
        raise NoFilter("Product must be given")
    for name in ("Name", "Level", "RegionId"):
        if not all(isinstance(value, str) for value in _listed(properties.get(name))):
            raise NoFilter(f"{name} must be a list of texts")
    if not set(_listed(properties.get("Level"))) <= set(LEVELS):
        raise NoFilter(f"Level must be among {', '.join(LEVELS)}")
    if not isinstance(properties.get("Content") or {}, dict):
        raise NoFilter("Content must be an object")
    try:
        tags_of(properties.get("Tags") or [])
    except NoTags as problem:
        raise NoFilter(str(problem)) from problem


def chosen(properties: Mapping[str, Any], happening: Happening) -> bool | dict[str, Any]:
    """Whether the trigger's tags choose what it has happened to, once it waits for such; or as what ECS
    is to be asked for these instances.
    """
    tags = tags_of(properties.get("Tags") or [])
    if not tags or happening.tags is not None:
        return has_all(happening.tags or {}, tags)
    return {"Tags": tags} if happening.instance_ids else False


def matches(properties: Mapping[str, Any], happening: Happening) -> bool:
    """Whether a trigger with these properties, which were checked, waits for it."""
    said = {
        "Name": happening.name,
        "Level": happening.level,
        "RegionId": happening.region,
    }
    chosen = (
        not properties.get(name) or value in _listed(properties[name]) for name, value in said.items()
    )
    product = properties["Product"].lower() == happening.product.lower()
    return product and all(chosen) and _has(happening.content, properties.get("Content") or {})


def _has(content: Any, wanted: Any) -> bool:
    """Whether each field that is wanted is there with that value, or with one of those in its list."""
    if isinstance(wanted, dict):
        return isinstance(content, Mapping) and all(
            name in content and _has(content[name], value) for name, value in wanted.items()
        )
    if isinstance(wanted, list):
        return any(_has(content, value) for value in wanted)
    found = content if isinstance(content, list) else [content]
    return printed(wanted) in {printed(value) for value in found}


def _listed(value: Any) -> list[Any]:
    """A value that stands alone is a list of one."""
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]
