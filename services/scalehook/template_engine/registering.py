"""Templates are made known, once they are found to be some."""

from typing import Any

from scalehook.kit import Work
from scalehook.template_engine.document import Document
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook.template_engine.validation import check
from scalehook_contracts.template_engine.templates import TemplateParameter, TemplateRegistered


def register(
    name: str, content: str, work: Work[State, Settings], *, public: bool = False, **fields: Any
) -> None:
    """Record it in a version; InvalidTemplate says what is wrong with it."""
    document = check(content)
    work.record(
        TemplateRegistered(
            template_name=name,
            public=public,
            parameters=_parameters(document),
            content=content,
            registered_at=work.now.timestamp(),
            **fields,
        )
    )


def _parameters(document: Document) -> list[TemplateParameter]:
    return [
        TemplateParameter(name=name, type=node.type, default=node.default, required=node.required)
        for name, node in document.parameters.items()
    ]
