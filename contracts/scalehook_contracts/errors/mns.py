"""Errors of Message Service; messages keep the service's own wording, as clients compare them.

one code, several texts
└── InvalidArgument         an element that does not fit the schema
    ├── ValueOutOfRange     a number outside its range
    ├── CountOutOfRange     the same of one that has no unit
    └── MessageTooLong      a body larger than the queue or topic takes
"""

from scalehook_contracts.errors.base import ApiError


class AccessDenied(ApiError, status=403):
    """The OwnerId that your Access Key Id associated to is forbidden for this operation."""


class InvalidAccessKeyId(ApiError, status=403):
    """The AccessKey Id you provided is not exist."""


class SignatureDoesNotMatch(ApiError, status=403):
    """The request signature we calculated does not match the signature you provided.
    Check your key and signing method.
    """


class InvalidAuthorizationHeader(ApiError):
    """The Authorization header format is invalid."""


class MissingAuthorizationHeader(ApiError):
    """Authorization header is required."""


class InvalidDateHeader(ApiError):
    """The Date header format is invalid."""


class MissingDateHeader(ApiError):
    """Date header is required."""


class TimeExpired(ApiError, status=408):
    """The http request you sent is expired."""


class MissingVersionHeader(ApiError):
    """x-mns-version header is required."""


class InvalidVersionHeader(ApiError):
    """The x-mns-version header is invalid."""


class InvalidContentType(ApiError):
    """The Content-Type header is invalid: text/xml or application/xml is expected."""


class InvalidArgument(ApiError):
    """The XML you provided did not validate against our published schema, cause by {name}."""


class ValueOutOfRange(InvalidArgument, code="InvalidArgument"):
    """The value of {name} should between {low} and {high} {unit}."""


class CountOutOfRange(InvalidArgument, code="InvalidArgument"):
    """The value of {name} should between {low} and {high}"""


class MessageTooLong(InvalidArgument, code="InvalidArgument"):
    """The length of message should not be larger than MaximumMessageSize."""


class QpsLimitExceeded(ApiError):
    """The qps limit of the queue is exceeded"""


class MalformedXML(ApiError):
    """The XML you provided was not well-formed."""


class InvalidDegist(ApiError):
    """The Content-MD5 you specified is invalid."""


class InvalidRequestURL(ApiError):
    """Http request URL format invalid."""


class InvalidQueryString(ApiError):
    """Http request URL contains invalid querystring item "{name}"."""


class MissingReceiptHandle(ApiError):
    """ReceiptHandle is required."""


class MissingVisibilityTimeout(ApiError):
    """VisibilityTimeout is required."""


class ReceiptHandleError(ApiError):
    """The receipt handle you provide is not valid."""


class InvalidQueueName(ApiError):
    """The queue name you provided is invalid.
    QueueName should start with alpha and contain only alpha, digit or -.
    """


class QueueNameLengthError(ApiError):
    """Queue name length should between 1 and {longest}."""


class QueueDeletedRecently(ApiError):
    """The queue you want to create is deleted recently."""


class QueueNumExceededLimit(ApiError):
    """The number of queues exceeds the limit of {most}."""


class TopicNameInvalid(ApiError):
    """The topic name you provided is invalid.
    TopicName should start with alpha and contain only alpha, digit or -.
    """


class TopicNameLengthError(ApiError):
    """Topic name length should between 1 and {longest}."""


class SubscriptionNameInvalid(ApiError):
    """The subscription name you provided is invalid.
    SubscriptionName should start with alpha and contain only alpha, digit or -.
    """


class SubscriptionNameLengthError(ApiError):
    """Subscription name length should between 1 and {longest}."""


class TopicNumExceededLimit(ApiError):
    """The number of topics exceeds the limit of {most}."""


class SubscriptionNumExceededLimit(ApiError):
    """The number of subscriptions of the topic exceeds the limit of {most}."""


class EndpointInvalid(ApiError):
    """The endpoint you provided is invalid."""


class QueueNotExist(ApiError, status=404):
    """The queue name you provided is not exist."""


class MessageNotExist(ApiError, status=404):
    """Message not exist."""


class TopicNotExist(ApiError, status=404):
    """The topic name you provided is not exist."""


class SubscriptionNotExist(ApiError, status=404):
    """The subscription name you provided is not exist."""


class QueueAlreadyExist(ApiError, status=409):
    """The queue you want to create is already exist."""


class TopicAlreadyExist(ApiError, status=409):
    """The topic you want to create already exist."""


class SubscriptionAlreadyExist(ApiError, status=409):
    """The subscription you want to create already exist."""


class ArgumentNotValid(InvalidArgument, code="InvalidArgument"):
    """The specified value of parameter "{name}" is not valid."""


class EventRuleNotExist(ApiError, status=404):
    """The event rule name you provided is not exist."""


class EventRuleAlreadyExist(ApiError, status=409):
    """The event rule you want to create already exist."""
