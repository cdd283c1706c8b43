"""Scripts on instances, and receivers of pushes."""

from pydantic import Field

from scalehook.simulate.scenario.distribution import Distribution, constant
from scalehook.simulate.scenario.quantities import Model, Share


class Scripts(Model):
    """How long they run; those that fail exit with 1."""

    work: Distribution = constant(1.0)
    fails: Share = 0.0


class Pushes(Model):
    """How long a receiver takes to answer; those that fail answer 503."""

    answer: Distribution = constant(0.02)
    fails: Share = 0.0


class OutsideWorld(Model):
    """What effects find there."""

    scripts: Scripts = Field(default_factory=Scripts)
    pushes: Pushes = Field(default_factory=Pushes)
