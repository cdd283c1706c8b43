package main

import (
	"context"
	"log"
)

// Consumer takes notifications from one queue, one after the other.
type Consumer struct {
	settings Settings
	queue    *Queue
	scaling  *Scaling
	ended    *tokens // of actions that are done with: a notification may come twice
}

// Run returns when the context has ended.
func (c *Consumer) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if err := c.takeOne(ctx); err != nil && ctx.Err() == nil {
			log.Println("again in a second:", err)
			_ = c.settings.pause(ctx, 1) // ends early at the end of the context, and so does the loop
		}
	}
}

func (c *Consumer) takeOne(ctx context.Context) error {
	message, err := c.queue.receive(ctx)
	if message == nil || err != nil {
		return err
	}
	action, err := actionIn(message.body)
	if err != nil {
		log.Println("no notification:", err)
		return c.queue.delete(message)
	}
	if c.settings.hook != "" && action.HookName != c.settings.hook {
		return nil // for others
	}
	if !c.ended.has(action.Token) {
		if err := c.serve(ctx, action, message); err != nil {
			_ = c.queue.hold(message, 1) // somebody else may have it; if it is not there, so much the better
			return err
		}
	}
	return c.queue.delete(message)
}

func (c *Consumer) serve(ctx context.Context, action *Action, message *Message) error {
	if err := c.queue.hold(message, c.settings.messageSeconds()); err != nil {
		return err
	}
	result, err := c.workWithHeartbeats(ctx, action, message)
	if err != nil {
		return err
	}
	if c.ended.has(action.Token) {
		return nil // while it was worked on
	}
	if err := c.scaling.complete(ctx, action, result); err != nil {
		return err
	}
	c.ended.add(action.Token)
	return nil
}

func (c *Consumer) workWithHeartbeats(ctx context.Context, action *Action, message *Message) (string, error) {
	beating, over := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.beat(beating, action, message)
	}()
	result, err := work(ctx, c.settings, action)
	over()
	<-done
	return result, err
}

func (c *Consumer) beat(ctx context.Context, action *Action, message *Message) {
	for c.settings.pauseFor(ctx, float64(c.settings.holdSeconds)/3, action.Token) == nil {
		err := c.scaling.heartbeat(action)
		if err == nil {
			err = c.queue.hold(message, c.settings.messageSeconds())
		}
		if err != nil {
			log.Println("no more time:", err)
			if codeOf(err) == ended {
				c.ended.add(action.Token)
			}
			return
		}
	}
}
