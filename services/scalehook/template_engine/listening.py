"""Says for which products' events triggers wait: the owners of events tell of some only where somebody
does.
"""

from scalehook.kit import Work
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook_contracts.template_engine.triggers import ListenersChanged


def tell(work: Work[State, Settings]) -> None:
    """Where it is otherwise now than others know."""
    products = work.state.listeners.products
    if products != work.state.told_products:
        work.record(ListenersChanged(products=products))
