"""The errors that a client may see: one class per documented code, its docstring the message.

`{name}` in a docstring is filled from the keyword argument of that name. A code that is no
Python name (`A.B`), and an HTTP status other than 400, stand in the class's header.

    ApiError
    ├── common
    │   ├── InternalError
    │   ├── ServiceUnavailable
    │   ├── MissingParameter
    │   ├── MissingNamedParameter
    │   ├── InvalidParameter
    │   ├── IdempotentParameterMismatch
    │   ├── ForbiddenRam
    │   ├── ForbiddenUnauthorized
    │   ├── InvalidAccessKeyIdNotFound
    │   ├── MissingSecurityToken
    │   ├── InvalidSecurityTokenExpired
    │   ├── InvalidSecurityTokenMalformed
    │   ├── InvalidActionNotFound
    ├── ecs
    │   ├── InvalidInstanceNotFound
    │   ├── InvalidInstanceNotMatch
    │   ├── InvalidCmdTypeNotFound
    │   ├── MissingParamInstanceId
    │   ├── InstanceIdsExceedLimit
    │   ├── CmdContentExceedLimit
    │   ├── CmdContentDecodeError
    │   ├── CmdNameExceedLimit
    │   ├── CmdDescExceedLimit
    │   ├── UsernameExceedLimit
    │   ├── ParameterDisabled
    │   ├── ParameterCountExceedLimit
    │   ├── ParameterKeyExceedLimit
    │   ├── ParameterKeyDuplicate
    │   ├── CmdParamEmptyKey
    │   ├── CmdParamInvalidParamName
    │   ├── ParameterNotMatched
    ├── ecs_instances
    │   ├── DryRunOperation
    │   ├── DryRunSuccess
    │   ├── InvalidRegionIdNotFound
    │   ├── InvalidZoneIdNotFound
    │   ├── InvalidInstanceIdNotFound
    │   ├── InvalidInstanceIdNull
    │   ├── InvalidInstanceIdsNotFound
    │   ├── InvalidInstanceIdsMalFormed
    │   ├── TooManyInstanceIds
    │   ├── IncorrectInstanceStatus
    │   ├── IncorrectInstanceStatusInitializing
    │   ├── InvalidOperationDeletionProtection
    │   ├── ChargeTypeViolation
    │   ├── InvalidChargeTypeValueNotSupported
    │   ├── InvalidStatusNotFound
    │   ├── InvalidNetworkTypeNotFound
    │   ├── InvalidLockReasonNotFound
    │   ├── InvalidHpcClusterIdNotFound
    │   ├── InvalidInternetChargeTypeNotFound
    │   ├── InvalidFilterKeyNotFound
    │   ├── InvalidFilterValue
    │   ├── InvalidTagMismatch
    │   ├── InvalidTagCount
    │   ├── InvalidTagKeyMalformed
    │   ├── InvalidTagValueMalformed
    │   ├── DuplicateTagKey
    │   ├── NumberExceedResourceIds
    │   ├── InvalidResourceIdNotFound
    │   ├── InvalidResourceTypeNotFound
    │   ├── InvalidParameterSecurityGroupIdRepeated
    ├── ecs_launch_templates
    │   ├── InvalidRegionNotExist
    │   ├── InvalidLaunchTemplateNotFound
    │   ├── InvalidLaunchTemplateVersionNotFound
    │   ├── InvalidLaunchTemplateNameMalformed
    │   ├── LaunchTemplateNameDuplicated
    │   ├── LaunchTemplateLimitExceed
    │   ├── LaunchTemplateVersionLimitExceed
    │   ├── InvalidVersionDescription
    │   ├── TemplateUserDataMalformed
    │   ├── TemplateUserDataTooLarge
    │   ├── TemplateDuplicateTagKey
    ├── ecs_new_instances
    │   ├── InvalidClientTokenValueNotSupported
    │   ├── InvalidMinAmountMalformed
    │   ├── InvalidInstanceTypeValueNotSupported
    │   ├── InvalidInstanceNameMalformed
    │   ├── InvalidInstanceNameCustomMalformed
    │   ├── InvalidHostNameMalformed
    │   ├── InvalidDescriptionMalformed
    │   ├── InvalidPasswordMalformed
    │   ├── InvalidPasswordParamMismatch
    │   ├── InvalidUserDataSizeExceeded
    │   ├── InvalidUserDataBase64FormatInvalid
    │   ├── InvalidUserDataOfInstance
    │   ├── InvalidInternetChargeTypeValueNotSupported
    │   ├── InvalidInternetMaxBandwidthInMalformed
    │   ├── InvalidInternetMaxBandwidthOutMalformed
    │   ├── InvalidInstanceChargeTypeNotFound
    │   ├── MissingParamter
    │   ├── InvalidSpotStrategy
    │   ├── InvalidSpotPrepaid
    │   ├── InvalidSpotPriceLimit
    │   ├── InvalidSpotDuration
    │   ├── InvalidParameterCreditSpecification
    │   ├── InvalidSystemDiskCategoryValueNotSupported
    │   ├── InvalidSystemDiskSizeLessThanMinSize
    │   ├── InvalidSystemDiskSizeMoreThanMaxSize
    │   ├── InvalidDataDiskCategoryValueNotSupported
    │   ├── InvalidDataDiskSizeValueNotSupported
    │   ├── InvalidPrivateIpAddress
    │   ├── InvalidPrivateIpAddressMalformed
    │   ├── InvalidPrivateIpAddressDuplicated
    │   ├── OperationDeniedZoneNotAllowed
    │   ├── OperationDeniedNoStock
    │   ├── ResourceOutOfUsage
    ├── gateway
    │   ├── SignatureDoesNotMatch
    │   ├── Acs3SignatureDoesNotMatch
    │   ├── IncompleteSignature
    │   ├── InvalidTimeStampExpired
    │   ├── IllegalTimestamp
    │   ├── SignatureNonceUsed
    │   ├── NoSuchVersion
    │   ├── UnsupportedHTTPMethod
    │   ├── MalformedRequest
    │   ├── NestedTooDeep
    │   ├── RequestTooLarge
    │   ├── ForeignHost
    │   │   ├── EndpointWithScheme
    │   ├── ForeignOrigin
    │   ├── NotFound
    │   ├── ForeignPush
    │   ├── UnsupportedMediaType
    │   ├── MethodNotAllowed
    │   ├── NoSuchDeadLetter
    ├── mns
    │   ├── AccessDenied
    │   ├── InvalidAccessKeyId
    │   ├── SignatureDoesNotMatch
    │   ├── InvalidAuthorizationHeader
    │   ├── MissingAuthorizationHeader
    │   ├── InvalidDateHeader
    │   ├── MissingDateHeader
    │   ├── TimeExpired
    │   ├── InvalidVersionHeader
    │   ├── InvalidArgument
    │   │   ├── ValueOutOfRange
    │   │   ├── MessageTooLong
    │   ├── MalformedXML
    │   ├── InvalidDegist
    │   ├── InvalidRequestURL
    │   ├── InvalidQueryString
    │   ├── MissingReceiptHandle
    │   ├── MissingVisibilityTimeout
    │   ├── ReceiptHandleError
    │   ├── InvalidQueueName
    │   ├── QueueNameLengthError
    │   ├── TopicNameInvalid
    │   ├── TopicNameLengthError
    │   ├── SubscriptionNameInvalid
    │   ├── SubscriptionNameLengthError
    │   ├── EndpointInvalid
    │   ├── QueueNotExist
    │   ├── MessageNotExist
    │   ├── TopicNotExist
    │   ├── SubscriptionNotExist
    │   ├── QueueAlreadyExist
    │   ├── TopicAlreadyExist
    │   ├── SubscriptionAlreadyExist
    ├── oos
    │   ├── EntityNotExistsTemplate
    │   ├── EntityNotExistsExecution
    │   ├── InvalidTemplateParameter (InvalidParameter)
    ├── ram
    │   ├── NoPermission
    │   ├── MalformedPolicyDocument
    │   ├── EntityNotExistRole
    │   ├── EntityNotExistPolicy
    │   ├── EntityNotExistUser
    │   ├── EntityNotExistRolePolicy
    │   ├── EntityAlreadyExistsRole
    │   ├── EntityAlreadyExistsPolicy
    │   ├── EntityAlreadyExistsUser
    │   ├── EntityAlreadyExistsRolePolicy
    │   ├── EntityAlreadyExistsUserPolicy
    │   ├── InvalidRoleArn
    │   ├── InvalidRoleSessionName
    │   ├── InvalidDurationSeconds
    │   ├── InvalidPolicyGrammar
    │   ├── InvalidPolicySize
    │   ├── LimitExceededRolePolicy
    │   ├── LimitExceededUserPolicy
    ├── scaling
    │   ├── InvalidParamter
    │   ├── InvalidParameterConflict
    │   ├── InvalidRegionIdNotFound
    │   ├── InvalidScalingGroupIdNotFound
    │   ├── InvalidScalingGroupNameDuplicate
    │   ├── IncorrectScalingGroupStatus
    │   ├── MissingActiveScalingConfiguration
    │   ├── InvalidScalingConfigurationIdNotFound
    │   ├── InvalidScalingConfigurationNameDuplicate
    │   ├── InvalidScalingRuleNameDuplicate
    │   ├── InvalidMinAdjustmentMagnitudeMismatchAdjustmentType
    │   ├── InvalidScalingRuleAriNotFound
    │   ├── ScalingActivityInProgress
    │   ├── IncorrectCapacityNoChange
    │   ├── InvalidNotificationArn
    │   ├── UnsupportedNotificationType
    │   ├── QueueNotExist
    │   ├── TopicNotExist
    │   ├── InvalidLifecycleHookNameDuplicate
    │   ├── QuotaExceededLifecycleHook
    │   ├── InvalidLifecycleHookIdNotExist
    │   ├── InvalidLifecycleHookNameNotExist
    │   ├── NoSuchLifecycleAction
    │   ├── LifecycleActionTimeExceeded
    │   ├── LifecycleActionRecordTimesExceeded
    ├── scaling_account
    │   ├── InvalidAcceptLanguageNotFound
    │   ├── UserNotAuthorizeEss
    ├── scaling_configurations
    │   ├── NewNameDuplicate (InvalidScalingConfigurationNameDuplicate)
    │   ├── QuotaExceededScalingConfiguration
    │   ├── IncorrectScalingConfigurationLifecycleState
    │   ├── InvalidUserDataBase64FormatInvalid
    │   ├── InvalidUserDataSizeExceeded
    │   ├── InvalidTagsKeyValue
    │   ├── InvalidDeviceInUse
    │   ├── LaunchTemplateSetNotFound
    │   ├── LaunchTemplateVersionSetNotFound
    │   ├── TemplateVersionNotNumber
    │   ├── TemplateMissingParameterImageId
    │   ├── TemplateMissingParameterInstanceTypes
    │   ├── TemplateMissingParameterSecurityGroup
    ├── scaling_groups
    │   ├── ConfilictInModification (InvalidParameterConflict)
    │   ├── QuotaExceededScalingGroup
    │   ├── InstanceInUse
    │   ├── InvalidOperationConflict
    │   ├── InvalidResourceTypeNotFound
    │   ├── InvalidTagKeyMalformed
    │   ├── InvalidTagsListSize
    │   ├── MissingParameterTagKey
    │   ├── InvalidInstanceIdNotFound
"""

import importlib
import pkgutil

from scalehook_contracts.errors.base import ApiError, ErrorBody

for _module in pkgutil.iter_modules(__path__):  # an error that crosses the bus finds its class
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["ApiError", "ErrorBody"]
