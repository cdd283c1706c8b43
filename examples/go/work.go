package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"time"
)

// work is the stand-in for yours: from a notification to CONTINUE, ABANDON or ROLLBACK. A hook's
// metadata may say how long it takes, and how it ends: {"certify": {"work": "120s", "outcome": "ok"}}
func work(ctx context.Context, settings Settings, action *Action) (string, error) {
	var asked struct {
		Certify struct{ Work, Outcome string }
	}
	_ = json.Unmarshal([]byte(action.Metadata), &asked) // any other text asks for nothing
	log.Println("working on", action.InstanceIDs)
	if duration, err := time.ParseDuration(asked.Certify.Work); err == nil && duration > 0 {
		if err := settings.pause(ctx, duration.Seconds()); err != nil {
			return "", err
		}
	}
	switch asked.Certify.Outcome {
	case "crash":
		os.Exit(1)
	case "fail":
		return "ABANDON", nil
	}
	return "CONTINUE", nil
}
