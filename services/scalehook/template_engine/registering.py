"""Templates are made known, once they are found to be some."""

from typing import Any

from scalehook.kit import Work
from scalehook.template_engine.document import Document
from scalehook.template_engine.library import parameters_of
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook.template_engine.validation import check
from scalehook_contracts.template_engine.templates import TemplateParameter, TemplateRegistered


def register(
    name: str, content: str, work: Work[State, Settings], *, public: bool = False, **fields: Any
) -> None:
    """Record it in a version; InvalidTemplate says what is wrong with it."""
    known = parameters_of(name, content) if public else None
    parameters = declared_parameters(check(content)) if known is None else known
    work.record(
        TemplateRegistered(
            template_name=name,
            public=public,
            parameters=parameters,
            content=content,
            registered_at=work.now.timestamp(),
            **fields,
        )
    )


def declared_parameters(document: Document) -> list[TemplateParameter]:
    """As they are told when a template is registered."""
    return [
        TemplateParameter(name=name, type=node.type, default=node.default, required=node.required)
        for name, node in document.parameters.items()
    ]
