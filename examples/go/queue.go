package main

import (
	"context"
	"fmt"
	"sync"

	mns "github.com/aliyun/aliyun-mns-go-sdk"
)

const pollSeconds = 20

// Message is one that this consumer holds.
type Message struct {
	body   string
	mutex  sync.Mutex
	handle string // changes each time the message is held for longer
}

// Queue is read through the official SDK.
type Queue struct {
	queue mns.AliMNSQueue
}

func newQueue(settings Settings) *Queue {
	client := mns.NewAliMNSClientWithConfig(mns.AliMNSClientConfig{
		EndPoint:        mnsEndpoint(settings),
		AccessKeyId:     settings.keyID,
		AccessKeySecret: settings.keySecret,
	})
	return &Queue{mns.NewMNSQueue(settings.queue, client)}
}

// mnsEndpoint has four dots in either case: this SDK takes no address with fewer of them.
func mnsEndpoint(settings Settings) string {
	if settings.stack != "" {
		return fmt.Sprintf("http://%s/.", settings.stack) // the same address as without the dot
	}
	return fmt.Sprintf("https://%s.mns.%s.aliyuncs.com", settings.accountID, settings.region)
}

// receive gives nil when no message has come.
func (q *Queue) receive(ctx context.Context) (*Message, error) {
	found, problem := make(chan mns.MessageReceiveResponse, 1), make(chan error, 1)
	go q.queue.ReceiveMessage(found, problem, pollSeconds)
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case message := <-found:
		return &Message{body: message.MessageBody, handle: message.ReceiptHandle}, nil
	case err := <-problem:
		if mns.ERR_MNS_MESSAGE_NOT_EXIST.IsEqual(err) {
			return nil, nil // an empty queue
		}
		return nil, err
	}
}

// hold keeps the message from others for so long from now on.
func (q *Queue) hold(message *Message, seconds int) error {
	message.mutex.Lock()
	defer message.mutex.Unlock()
	held, err := q.queue.ChangeMessageVisibility(message.handle, int64(seconds))
	if err == nil {
		message.handle = held.ReceiptHandle
	}
	return err
}

func (q *Queue) delete(message *Message) error {
	return q.queue.DeleteMessage(message.handle)
}
