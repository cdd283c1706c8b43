<?php
// The life of queues and topics with aliyun/aliyun-mns-php-sdk.
error_reporting(E_ALL & ~E_DEPRECATED); // the SDK is older than this PHP
require getenv('AUTOLOAD');

use AliyunMNS\Client;
use AliyunMNS\Exception\BatchDeleteFailException;
use AliyunMNS\Exception\BatchSendFailException;
use AliyunMNS\Exception\MnsException;
use AliyunMNS\Model\MessagePropertyValue;
use AliyunMNS\Model\MessageSystemPropertyValue;
use AliyunMNS\Model\QueueAttributes;
use AliyunMNS\Model\SendMessageRequestItem;
use AliyunMNS\Model\SubscriptionAttributes;
use AliyunMNS\Model\TopicAttributes;
use AliyunMNS\Model\UpdateSubscriptionAttributes;
use AliyunMNS\Requests\BatchReceiveMessageRequest;
use AliyunMNS\Requests\CreateQueueRequest;
use AliyunMNS\Requests\CreateTopicRequest;
use AliyunMNS\Requests\ListQueueRequest;
use AliyunMNS\Requests\ListTopicRequest;
use AliyunMNS\Requests\PublishMessageRequest;
use AliyunMNS\Requests\SendMessageRequest;

const FORMATS = ['JSON', 'SIMPLIFIED', 'XML'];
const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

$name = getenv('NAME');
$client = signedBy(getenv('ALIBABA_CLOUD_ACCESS_KEY_SECRET'));
$queue = $client->getQueueRef($name, false); // bodies that are not Base64
$topic = $client->getTopicRef($name);
$seen = [];

function signedBy(string $secret): Client
{
    return new Client(getenv('SCALEHOOK_ENDPOINT'), getenv('ALIBABA_CLOUD_ACCESS_KEY_ID'), $secret);
}

// By which code; all that an error tells is there.
function refused(callable $ask): string
{
    try {
        $ask();
    } catch (MnsException $refusal) {
        $told = [$refusal->getMessage(), $refusal->getRequestId(), $refusal->getHostId()];
        $code = $refusal->getMnsErrorCode();
        return array_filter($told) === $told ? $code : "$code tells only " . json_encode($told);
    }
    return 'nothing';
}

// Names, two on a page.
function pages(callable $list, string $names): array
{
    $found = [];
    $marker = null;
    do {
        $page = $list($marker);
        $found[] = $page->$names();
        $marker = $page->getNextMarker();
    } while ($marker !== null);
    return $found;
}

function withVisibility(int $seconds): QueueAttributes
{
    $attributes = new QueueAttributes();
    $attributes->setVisibilityTimeout($seconds);
    return $attributes;
}

function texts(callable $ask, string $getter): array
{
    return array_map(fn ($property) => $property->$getter(), $ask());
}

function queues(): void
{
    global $client, $name, $queue, $seen;
    $make = fn (int $seconds) => $client->createQueue(new CreateQueueRequest($name, withVisibility($seconds)));
    $seen['created'] = $make(45)->getStatusCode();
    $seen['again'] = $make(45)->getStatusCode();
    $seen['other'] = refused(fn () => $make(46));
    foreach (FORMATS as $format) {
        $client->createQueue(new CreateQueueRequest("$name-$format"));
    }
    $page = fn ($marker) => $client->listQueue(new ListQueueRequest(2, $name, $marker));
    $seen['pages'] = pages($page, 'getQueueNames');
    $queue->setAttribute(withVisibility(50));
    $shown = $queue->getAttribute()->getQueueAttributes();
    $seen['attributes'] = [
        (int) $shown->getVisibilityTimeout(),
        (int) $shown->getMessageRetentionPeriod(),
        (int) $shown->getActiveMessages(),
    ];
}

function messages(): void
{
    global $queue, $seen;
    $waiting = $queue->batchReceiveMessageAsync(new BatchReceiveMessageRequest(1, 30));
    $message = new SendMessageRequest('hello', null, 1);
    $message->setUserProperties(['n' => new MessagePropertyValue('NUMBER', null, '5')]);
    $message->setSystemProperties(['traceparent' => new MessageSystemPropertyValue('STRING', TRACE)]);
    $seen['sent'] = $queue->sendMessage($message)->getMessageBodyMD5();
    [$waited] = $waiting->wait()->getMessages();
    $seen['waited'] = [$waited->getMessageBody(), (int) $waited->getDequeueCount(), (int) $waited->getPriority()];
    $seen['properties'] = [
        texts(fn () => $waited->getUserProperties(), 'getStringValue'),
        texts(fn () => $waited->getSystemProperties(), 'getStringValue'),
    ];
    $seen['hidden'] = refused(fn () => $queue->receiveMessage());
    $kept = $queue->changeMessageVisibility($waited->getReceiptHandle(), 60);
    $seen['stale'] = refused(fn () => $queue->deleteMessage($waited->getReceiptHandle()));
    $queue->deleteMessage($kept->getReceiptHandle());
}

function batches(): void
{
    global $queue, $seen;
    $many = array_map(fn ($body) => new SendMessageRequestItem($body), ['a', 'b', 'c']);
    $bodies = fn ($messages) => array_map(fn ($each) => $each->getMessageBody(), $messages);
    $seen['batch_sent'] = count($queue->batchSendMessage($many)->getSendMessageResponseItems());
    $seen['peeked'] = $queue->peekMessage()->getMessageBody();
    $seen['batch_peeked'] = $bodies($queue->batchPeekMessage(16)->getMessages());
    $received = $queue->batchReceiveMessage(new BatchReceiveMessageRequest(16, 30))->getMessages();
    $seen['batch_received'] = $bodies($received);
    $handles = array_map(fn ($each) => $each->getReceiptHandle(), $received);
    $seen['partly'] = partlyDeleted([$handles[0], 'stale']);
    $seen['batch_deleted'] = $queue->batchDeleteMessage(array_slice($handles, 1))->getStatusCode();
    $seen['partly_sent'] = partlySent([new SendMessageRequestItem('good'), new SendMessageRequestItem('bad', null, 17)]);
    $seen['too_many'] = refused(fn () => $queue->batchSendMessage(array_fill(0, 17, $many[0])));
}

function partlyDeleted(array $handles): array
{
    global $queue;
    try {
        return [$queue->batchDeleteMessage($handles)->getStatusCode()];
    } catch (BatchDeleteFailException $failure) {
        return array_map(
            fn ($each) => [$each->getErrorCode(), $each->getReceiptHandle()],
            $failure->getDeleteMessageErrorItems(),
        );
    }
}

function partlySent(array $items): array
{
    global $queue;
    try {
        return [$queue->batchSendMessage($items)->getStatusCode()];
    } catch (BatchSendFailException $failure) {
        return array_map(
            fn ($each) => $each->isSucceed() ? $each->getMessageBodyMD5() : $each->getErrorCode(),
            $failure->getSendMessageResponseItems(),
        );
    }
}

function topics(): void
{
    global $client, $name, $seen, $topic;
    foreach (['', '-2', '-3'] as $end) {
        $client->createTopic(new CreateTopicRequest($name . $end));
    }
    $page = fn ($marker) => $client->listTopic(new ListTopicRequest(2, $name, $marker));
    $seen['topic_pages'] = pages($page, 'getTopicNames');
    $wanted = new TopicAttributes();
    $wanted->setMaximumMessageSize(1024);
    $topic->setAttribute($wanted);
    $seen['topic_attributes'] = (int) $topic->getAttribute()->getTopicAttributes()->getMaximumMessageSize();
}

// The SDK takes account and region of a queue's address from the host: here they are those of no cloud.
function subscriptions(): void
{
    global $name, $seen, $topic;
    foreach (FORMATS as $format) {
        $wanted = new SubscriptionAttributes($format, $topic->generateQueueEndpoint("$name-$format"), null, $format);
        $wanted->setFilterTag('tag');
        $topic->subscribe($wanted);
    }
    $topic->setSubscriptionAttribute(new UpdateSubscriptionAttributes('XML', 'EXPONENTIAL_DECAY_RETRY'));
    $shown = $topic->getSubscriptionAttribute('XML')->getSubscriptionAttributes();
    $seen['subscription'] = [$shown->getStrategy(), $shown->getContentFormat(), $shown->getFilterTag()];
    $page = fn ($marker) => $topic->listSubscription(2, null, $marker);
    $seen['subscriptions'] = pages($page, 'getSubscriptionNames');
    $topic->publishMessage(new PublishMessageRequest('for nobody', 'other'));
    $seen['published'] = $topic->publishMessage(new PublishMessageRequest('hello', 'tag'))->getMessageBodyMD5();
    $seen['pushed'] = array_map('pushed', FORMATS);
    $seen['pushed_once'] = refused(fn () => queueOf('XML')->receiveMessage());
}

function queueOf(string $format): AliyunMNS\Queue
{
    global $client, $name;
    return $client->getQueueRef("$name-$format", false);
}

// The text that was published, out of its envelope.
function pushed(string $format): string
{
    $body = queueOf($format)->receiveMessage(30)->getMessageBody();
    return match ($format) {
        'JSON' => json_decode($body)->Message,
        'XML' => (string) simplexml_load_string($body)->Message,
        default => $body,
    };
}

function ends(): void
{
    global $client, $name, $queue, $seen, $topic;
    foreach (FORMATS as $format) {
        $topic->unsubscribe($format);
        $client->deleteQueue("$name-$format");
    }
    $seen['unsubscribed'] = refused(fn () => $topic->getSubscriptionAttribute('XML'));
    foreach (['', '-2', '-3'] as $end) {
        $client->deleteTopic($name . $end);
    }
    $seen['topic_gone'] = refused(fn () => $topic->getAttribute());
    $client->deleteQueue($name);
    $seen['gone'] = refused(fn () => $queue->getAttribute());
    $seen['stranger'] = refused(fn () => signedBy('wrong')->listQueue(new ListQueueRequest()));
}

foreach (['queues', 'messages', 'batches', 'topics', 'subscriptions', 'ends'] as $part) {
    $part();
}
echo json_encode($seen), "\n";
