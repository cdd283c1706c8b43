package main

import (
	"cmp"
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// Settings are what the environment says: where the cloud is, the keys, and which queue to read.
type Settings struct {
	stack       string // HOST:PORT; empty: this is the real cloud
	region      string
	accountID   string
	keyID       string
	keySecret   string
	queue       string
	hook        string // only hooks of this name; empty: all
	holdSeconds int    // a notification does not say how long its hook waits
}

func read() Settings {
	hold := setting("300", "SCALEHOOK_CONSUMER_HEARTBEAT_TIMEOUT", "SCALEHOOK_CERTIFY_HEARTBEAT_TIMEOUT")
	seconds, err := strconv.Atoi(hold)
	if err != nil {
		log.Fatalf("the hook's timeout is not in seconds: %q", hold)
	}
	return Settings{
		stack:       strings.TrimPrefix(os.Getenv("SCALEHOOK_ENDPOINT"), "http://"),
		region:      setting("cn-hangzhou", "SCALEHOOK_REGION"),
		accountID:   setting("", "SCALEHOOK_ACCOUNT_ID"),
		keyID:       setting("", "ALIBABA_CLOUD_ACCESS_KEY_ID", "SCALEHOOK_ACCESS_KEY_ID"),
		keySecret:   setting("", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "SCALEHOOK_ACCESS_KEY_SECRET"),
		queue:       setting("", "SCALEHOOK_CONSUMER_QUEUE", "SCALEHOOK_CERTIFY_QUEUE"),
		hook:        optional("SCALEHOOK_CONSUMER_HOOK", "SCALEHOOK_CERTIFY_HOOK"),
		holdSeconds: seconds,
	}
}

func setting(fallback string, names ...string) string {
	found := cmp.Or(optional(names...), fallback)
	if found == "" {
		log.Fatalf("set %s", names[0])
	}
	return found
}

func optional(names ...string) string {
	for _, name := range names {
		if found := os.Getenv(name); found != "" {
			return found
		}
	}
	return ""
}

// messageSeconds is shorter than the hook waits: who takes over from a dead consumer has time, too.
func (s Settings) messageSeconds() int {
	return (s.holdSeconds + 1) / 2
}

// pause waits by the clock of a stack, which may be moved, or by the machine's own.
func (s Settings) pause(ctx context.Context, seconds float64) error {
	return s.pauseFor(ctx, seconds, "")
}

// pauseFor names the token of an action that is kept alive in between: meanwhile a stack does not wait
// for its consumer before it moves time on.
func (s Settings) pauseFor(ctx context.Context, seconds float64, token string) error {
	if s.stack == "" {
		return sleep(ctx, time.Duration(seconds*float64(time.Second)))
	}
	url := fmt.Sprintf("http://%s/_scalehook/clock/wait?seconds=%g&action=%s", s.stack, seconds, token)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err == nil {
		answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return nil
		}
	}
	return sleep(ctx, time.Second)
}

func sleep(ctx context.Context, duration time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(duration):
		return nil
	}
}
