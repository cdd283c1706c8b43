// The life of queues and topics with aliyun-mns-go-sdk.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	mns "github.com/aliyun/aliyun-mns-go-sdk"
	"github.com/gogap/errors"
)

var (
	name    = os.Getenv("NAME")
	formats = []string{"JSON", "SIMPLIFIED", "XML"}
	seen    = map[string]any{}

	client = signedBy(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))
	queues = mns.NewMNSQueueManager(client)
	topics = mns.NewMNSTopicManager(client)
	queue  = mns.NewMNSQueue(name, client)
	topic  = mns.NewMNSTopic(name, client)
)

// The SDK wants an address with four dots: the last of them changes nothing.
func signedBy(secret string) mns.MNSClient {
	return mns.NewAliMNSClientWithConfig(mns.AliMNSClientConfig{
		EndPoint:        os.Getenv("SCALEHOOK_ENDPOINT") + "/.",
		AccessKeyId:     os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"),
		AccessKeySecret: secret,
	})
}

func main() {
	ofQueues()
	ofMessages()
	ofBatches()
	ofTopics()
	ofSubscriptions()
	ofEnds()
	told, err := json.Marshal(seen)
	must(err)
	fmt.Println(string(told))
}

func ofQueues() {
	must(queues.CreateQueueWithOptions(name, mns.WithVisibilityTimeout(45)))
	seen["again"] = kind(queues.CreateQueueWithOptions(name, mns.WithVisibilityTimeout(45)))
	seen["other"] = kind(queues.CreateQueueWithOptions(name, mns.WithVisibilityTimeout(46)))
	for _, format := range formats {
		must(queues.CreateSimpleQueue(name + "-" + format))
	}
	seen["pages"] = pages(func(marker string) ([]string, string) {
		page, err := queues.ListQueue(marker, 2, name)
		must(err)
		return last(page.Queues, func(each mns.Queue) string { return each.QueueURL }), page.NextMarker
	})
	details, err := queues.ListQueueDetail("", 10, name)
	must(err)
	seen["details"] = len(details.Attrs)
	must(queues.SetQueueAttributesWithOptions(name, mns.WithVisibilityTimeout(50)))
	shown, err := queues.GetQueueAttributes(name)
	must(err)
	seen["attributes"] = []any{shown.VisibilityTimeout, shown.MessageRetentionPeriod, shown.ActiveMessages}
}

func ofMessages() {
	found, problem := make(chan mns.MessageReceiveResponse, 1), make(chan error, 1)
	go queue.ReceiveMessage(found, problem, 30)
	sent, err := queue.SendMessage(mns.MessageSendRequest{MessageBody: "hello", Priority: 1})
	must(err)
	seen["sent"] = sent.MessageBodyMD5
	waited := one(found, problem)
	seen["waited"] = []any{waited.MessageBody, waited.DequeueCount, waited.Priority}
	go queue.ReceiveMessage(found, problem)
	seen["hidden"] = kind(<-problem)
	kept, err := queue.ChangeMessageVisibility(waited.ReceiptHandle, 60)
	must(err)
	seen["stale"] = kind(queue.DeleteMessage(waited.ReceiptHandle))
	must(queue.DeleteMessage(kept.ReceiptHandle))
}

func ofBatches() {
	many := []mns.MessageSendRequest{}
	for _, body := range []string{"a", "b", "c"} {
		many = append(many, mns.MessageSendRequest{MessageBody: body, Priority: 8})
	}
	sent, err := queue.BatchSendMessage(many...)
	must(err)
	seen["batch_sent"] = len(sent.Messages)
	single, problem := make(chan mns.MessageReceiveResponse, 1), make(chan error, 1)
	go queue.PeekMessage(single, problem)
	seen["peeked"] = one(single, problem).MessageBody
	batch := make(chan mns.BatchMessageReceiveResponse, 1)
	go queue.BatchPeekMessage(batch, problem, 16)
	seen["batch_peeked"] = bodies(one(batch, problem).Messages)
	go queue.BatchReceiveMessage(batch, problem, 16, 30)
	received := one(batch, problem).Messages
	seen["batch_received"] = bodies(received)
	failed, err := queue.BatchDeleteMessage(received[0].ReceiptHandle, "stale")
	entry := failed.FailedMessages[0]
	seen["partly"] = []any{kind(err), len(failed.FailedMessages), entry.ErrorCode, entry.ReceiptHandle}
	_, err = queue.BatchDeleteMessage(received[1].ReceiptHandle, received[2].ReceiptHandle)
	must(err)
}

func ofTopics() {
	must(topics.CreateSimpleTopic(name))
	seen["topic_again"] = kind(topics.CreateSimpleTopic(name))
	must(topics.CreateSimpleTopic(name + "-2"))
	must(topics.CreateSimpleTopic(name + "-3"))
	seen["topic_pages"] = pages(func(marker string) ([]string, string) {
		page, err := topics.ListTopic(marker, 2, name)
		must(err)
		return last(page.Topics, func(each mns.Topic) string { return each.TopicURL }), page.NextMarker
	})
	must(topics.SetTopicAttributes(name, 1024, false))
	shown, err := topics.GetTopicAttributes(name)
	must(err)
	seen["topic_attributes"] = shown.MaxMessageSize
}

func ofSubscriptions() {
	for _, format := range formats {
		must(topic.Subscribe(format, mns.MessageSubsribeRequest{
			Endpoint:            topic.GenerateQueueEndpoint(name + "-" + format),
			FilterTag:           "tag",
			NotifyContentFormat: mns.NotifyContentFormatType(format),
		}))
	}
	must(topic.SetSubscriptionAttributes("XML", mns.EXPONENTIAL_DECAY_RETRY))
	shown, err := topic.GetSubscriptionAttributes("XML")
	must(err)
	seen["subscription"] = []any{shown.NotifyStrategy, shown.NotifyContentFormat, shown.FilterTag}
	seen["subscriptions"] = pages(func(marker string) ([]string, string) {
		page, err := topic.ListSubscriptionByTopic(marker, 2, "")
		must(err)
		url := func(each mns.Subscription) string { return each.SubscriptionURL }
		return last(page.Subscriptions, url), page.NextMarker
	})
	_, err = topic.PublishMessage(mns.MessagePublishRequest{MessageBody: "for nobody", MessageTag: "other"})
	must(err)
	sent, err := topic.PublishMessage(mns.MessagePublishRequest{MessageBody: "hello", MessageTag: "tag"})
	must(err)
	seen["published"] = sent.MessageBodyMD5
	pushed := []string{}
	for _, format := range formats {
		pushed = append(pushed, received(format))
	}
	seen["pushed"] = pushed
	found, problem := make(chan mns.MessageReceiveResponse, 1), make(chan error, 1)
	go mns.NewMNSQueue(name+"-XML", client).ReceiveMessage(found, problem)
	seen["pushed_once"] = kind(<-problem)
}

// received is the text that was published, out of its envelope.
func received(format string) string {
	found, problem := make(chan mns.MessageReceiveResponse, 1), make(chan error, 1)
	go mns.NewMNSQueue(name+"-"+format, client).ReceiveMessage(found, problem, 30)
	body := one(found, problem).MessageBody
	switch format {
	case "JSON":
		told := struct{ Message string }{}
		must(json.Unmarshal([]byte(body), &told))
		return told.Message
	case "XML":
		_, rest, _ := strings.Cut(body, "<Message>")
		text, _, _ := strings.Cut(rest, "</Message>")
		return text
	}
	return body
}

func ofEnds() {
	for _, format := range formats {
		must(topic.Unsubscribe(format))
		must(queues.DeleteQueue(name + "-" + format))
	}
	_, err := topic.GetSubscriptionAttributes("XML")
	seen["unsubscribed"] = kind(err)
	for _, each := range []string{name, name + "-2", name + "-3"} {
		must(topics.DeleteTopic(each))
	}
	_, err = topics.GetTopicAttributes(name)
	seen["topic_gone"] = kind(err)
	must(queues.DeleteQueue(name))
	_, err = queues.GetQueueAttributes(name)
	seen["gone"] = kind(err)
	_, err = mns.NewMNSQueueManager(signedBy("wrong")).ListQueue("", 1, "")
	seen["stranger"] = kind(err)
}

// kind is the name of the SDK's error. Of what it does not know by type it tells the code.
func kind(err error) string {
	for told, template := range map[string]errors.ErrCodeTemplate{
		"same queue":            mns.ERR_MNS_QUEUE_ALREADY_EXIST_AND_HAVE_SAME_ATTR,
		"same topic":            mns.ERR_MNS_TOPIC_ALREADY_EXIST_AND_HAVE_SAME_ATTR,
		"batch":                 mns.ERR_MNS_BATCH_OP_FAIL,
		"QueueAlreadyExist":     mns.ERR_MNS_QUEUE_ALREADY_EXIST,
		"MessageNotExist":       mns.ERR_MNS_MESSAGE_NOT_EXIST,
		"ReceiptHandleError":    mns.ERR_MNS_RECEIPT_HANDLE_ERROR,
		"QueueNotExist":         mns.ERR_MNS_QUEUE_NOT_EXIST,
		"TopicNotExist":         mns.ERR_MNS_TOPIC_NOT_EXIST,
		"SignatureDoesNotMatch": mns.ERR_MNS_SIGNATURE_DOES_NOT_MATCH,
	} {
		if template.IsEqual(err) {
			return told
		}
	}
	_, rest, _ := strings.Cut(fmt.Sprint(err), "code: ")
	code, _, _ := strings.Cut(rest, ",")
	return code
}

func pages(list func(marker string) ([]string, string)) [][]string {
	found := [][]string{}
	for marker := ""; ; {
		names, next := list(marker)
		found = append(found, names)
		if marker = next; marker == "" {
			return found
		}
	}
}

// last parts of URLs: the names.
func last[T any](items []T, url func(T) string) []string {
	names := []string{}
	for _, item := range items {
		parts := strings.Split(url(item), "/")
		names = append(names, parts[len(parts)-1])
	}
	return names
}

func bodies(messages []mns.MessageReceiveResponse) []string {
	found := []string{}
	for _, each := range messages {
		found = append(found, each.MessageBody)
	}
	return found
}

func one[T any](found chan T, problem chan error) T {
	select {
	case message := <-found:
		return message
	case err := <-problem:
		panic(err)
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
