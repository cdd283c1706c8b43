"""The errors that a client may see: one class per documented code, its docstring the message.

    ApiError                    a documented refusal; everything below derives from it
    ├── common.*                any product: parameters, signatures, permissions, failures
    ├── scaling.*               Auto Scaling (ESS)
    ├── mns.*                   Message Service
    ├── oos.*                   CloudOps Orchestration Service
    ├── ecs.*                   ECS and Cloud Assistant
    └── ram.*                   RAM and STS

`{name}` in a docstring is filled from the keyword argument of that name. A code that is no
Python name (`A.B`), and an HTTP status other than 400, stand in the class's header.
"""

from scalehook_contracts.errors.base import ApiError, ErrorBody

__all__ = ["ApiError", "ErrorBody"]
