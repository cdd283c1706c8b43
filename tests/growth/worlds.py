"""All worlds by their names."""

from growth import worlds_of_kit, worlds_of_messages

WORLDS = {
    world.__name__: world for module in (worlds_of_kit, worlds_of_messages) for world in module.WORLDS
}
SMALL, LARGE, BOUND = 100, 10_000, 1.5
