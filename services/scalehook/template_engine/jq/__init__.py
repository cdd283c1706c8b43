"""jq's language, as far as templates use it, evaluated in a bounded number of steps.

jq itself is a C library: a program that does not end could not be stopped, and handlers are pure and
synchronous. So the language is evaluated here, and every step and every value that is made is paid for
from an `Allowance`. Not simulated: functions of one's own (`def`), `label` and `foreach`, loops without
end (`while`, `until`, `repeat`), the world outside (`input`, `env`, `now`). Tests compare it with jq.

`parsing` makes of a text the nodes that are in `syntax`, and checks them. `evaluation` has one filter
for each kind of node: those that move through a value, choose, make, name, update, and call `functions`.
A filter is given a `Running`, its node and a value, and finds any number of values.
"""

from scalehook.template_engine.jq.errors import IteratesNull, JqError
from scalehook.template_engine.jq.evaluation import evaluate
from scalehook.template_engine.jq.functions import is_function
from scalehook.template_engine.jq.parsing import parse

__all__ = ["IteratesNull", "JqError", "evaluate", "is_function", "parse"]
