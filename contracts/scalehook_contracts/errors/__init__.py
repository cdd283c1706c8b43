"""The errors that a client may see: one class per documented code, its docstring the message.

`{name}` in a docstring is filled from the keyword argument of that name. A code that is no
Python name (`A.B`), and an HTTP status other than 400, stand in the class's header.

Each module is a branch of one tree; below it stand the classes that others derive from. docs/errors.md
has all classes, with codes, statuses and messages.

ApiError
├─ alb                    ALB (2020-06-16)
├─ cms                    CloudMonitor
├─ common                 Errors that any product may answer
│      MissingParameter ← BackendServerPortMissing
│      InvalidParameter ← InvalidTemplateParameter, MissingScalingActivityId,
│          UnsupportedRemovePolicy, VServerGroupNotFound
│      IdempotentParameterMismatch ← ClientTokenReused
├─ ecs                    Cloud Assistant's runs on ECS instances (2014-05-26)
├─ ecs_commands           Cloud Assistant's commands, their parameters and tags (2014-05-26)
├─ ecs_files              files that Cloud Assistant sends to ECS instances (2014-05-26)
├─ ecs_instances          ECS instances (2014-05-26)
├─ ecs_invocations        InvokeCommand that have another status or text in RunCommand (2014-05-26)
├─ ecs_launch_templates   ECS on launch templates
├─ ecs_new_instances      making and changing ECS instances (2014-05-26)
├─ ecs_runs               RunCommand that have another text in other operations (2014-05-26)
├─ eventbridge            EventBridge
│      EventBridgeFailure ← InvalidArgument, EventBusNotExist, EventBusAlreadyExist,
│          EventRuleNotExisted, EventRuleAlreadyExisted, EventRuleTargetIdDuplicate,
│          EventRuleTargetNotExisted, EventRuleFilterPatternSchemaError, EventNotExist
├─ gateway                the API gateway, before an operation is reached
│      ForeignHost ← EndpointWithScheme
├─ mns                    Message Service
│      InvalidArgument ← ValueOutOfRange, CountOutOfRange, MessageTooLong, ArgumentNotValid
├─ oos                    OOS
├─ ram                    RAM (2015-05-01) and STS (2015-04-01)
│      NoPermission ← NoPermissionOfSts
├─ ram_logins             RAM that are about passwords of users
├─ ram_parameters         RAM for parameters
│      IncorrectParameter ← InvalidChars, BeyondTheLength, WronglyFormed
├─ rds                    RDS (2014-08-15)
├─ resources              products
├─ scaling                Auto Scaling
│      InvalidParamter ← InvalidHookValue, MetadataWithoutArn
│      InvalidParameterConflict ← ConfilictInModification
│      InvalidScalingConfigurationNameDuplicate ← NewNameDuplicate
│      InvalidNotificationArn ← InvalidModifiedArn
│      UnsupportedNotificationType ← UnsupportedNotificationTypeHere
│      QueueNotExist ← NamedQueueNotExist
│      TopicNotExist ← NamedTopicNotExist
│      InvalidLifecycleHookIdNotExist ← NoHookOfThisId
│      InvalidLifecycleHookNameNotExist ← NoHookOfThisName
├─ scaling_account        Auto Scaling on regions and the account
├─ scaling_alarms         event-triggered tasks
├─ scaling_attachments    Auto Scaling about load balancers, server groups and databases of a group
├─ scaling_configurations Auto Scaling on scaling configurations and launch templates
├─ scaling_groups         scaling groups, their tags and their processes
├─ scaling_hooks          hooks and activities
├─ scaling_instances      what is done with the instances of scaling groups, and of refreshing them
│      IncorrectCapacityMaxSize ← TooManyInstancesToEnableWith
├─ scaling_notifications  the event notifications of scaling groups
├─ scaling_rules          scaling rules, and of executing them
├─ scaling_tasks          scheduled tasks
│      InvalidScheduledTaskNameDuplicate ← ScheduledTaskRenamedToDuplicate
└─ slb                    SLB (2014-05-15), the classic load balancer
"""

from scalehook_contracts.errors.base import ApiError, ErrorBody, load_all

__all__ = ["ApiError", "ErrorBody", "load_all"]
