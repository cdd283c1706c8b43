// A consumer of lifecycle hooks that runs until SIGTERM: `go run .`.
//
// A message is deleted after the work, so it comes back when the consumer dies. While the work goes on,
// heartbeats hold both the hook and the message. SIGTERM gives a message in hand back at once.
package main

import (
	"context"
	"log"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	settings := read()
	scaling, err := newScaling(settings)
	if err != nil {
		log.Fatal(err)
	}
	consumer := &Consumer{
		settings: settings,
		queue:    newQueue(settings),
		scaling:  scaling,
		ended:    newTokens(1000),
	}
	consumer.Run(ctx)
}
