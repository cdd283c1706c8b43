"""Errors of the API gateway, before an operation is reached."""

from scalehook_contracts.errors.base import ApiError


class SignatureDoesNotMatch(ApiError):
    """Specified signature is not matched with our calculation. server string to sign is:{text}"""


class Acs3SignatureDoesNotMatch(ApiError, code="SignatureDoesNotMatch"):
    """Specified signature does not match our calculation. server StringToSign is [{text}]"""


class IncompleteSignature(ApiError):
    """The request signature does not conform to Aliyun standards."""


class InvalidTimeStampExpired(ApiError, code="InvalidTimeStamp.Expired"):
    """Specified time stamp or date value is expired."""


class IllegalTimestamp(ApiError):
    """The input parameter "Timestamp" that is mandatory for processing this request is not valid."""


class SignatureNonceUsed(ApiError):
    """Specified signature nonce was used already."""


class NoSuchVersion(ApiError):
    """The specified version does not exist."""


class UnsupportedHTTPMethod(ApiError):
    """This http method is not supported."""


class MalformedRequest(ApiError):
    """The request is no well-formed HTTP."""


class NestedTooDeep(ApiError):
    """The request is nested too deep."""


class RequestTooLarge(ApiError, code="RequestEntityTooLarge", status=413):
    """The request is larger than this server takes: {limit} bytes."""


class ForeignHost(ApiError, code="Forbidden.Host", status=403):
    """The Host header names another server. Add it to SCALEHOOK_ALLOWED_HOSTS if it is yours."""


class EndpointWithScheme(ForeignHost, code="Forbidden.Host", status=403):
    """The Host header is a URL. Give your SDK the endpoint without http://, as HOST:PORT, and HTTP as
    its protocol.
    """


class ForeignOrigin(ApiError, code="Forbidden.Origin", status=403):
    """Web pages of other sites may not talk to this server."""


class ForeignToken(ApiError, code="Forbidden.Token", status=403):
    """A page may only look, unless it was opened by the link that `scalehook console` prints."""


class NotFound(ApiError, code="InvalidAction.NotFound", status=404):
    """Specified api is not found, please check your url and method."""


class Forgotten(ApiError, status=409):
    """What was then is not known any more: the journals begin later."""


class ForeignPush(ApiError, code="Forbidden.Push", status=403):
    """Messages that a topic pushes may not reach the stack itself."""


class UnsupportedMediaType(ApiError, status=415):
    """The body must be JSON, with the header Content-Type: application/json."""


class MethodNotAllowed(ApiError, status=405):
    """This path does not take the method {method}."""


class NoSuchFault(ApiError, status=404):
    """no such fault: {fault_id}"""


class NoSuchDeadLetter(ApiError, status=404):
    """no such dead letter: {ids}"""


class NotPortable(ApiError, code="OperationDenied.State", status=409):
    """Only a stack in one process has a state file. Stop these services, and copy their database."""


class NotResettable(ApiError, code="OperationDenied.Reset", status=409):
    """Only a stack in one process can be reset. Stop these services, and give them an empty database."""
