package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
)

// Action is what a notification tells.
type Action struct {
	Token       string   `json:"lifecycleActionToken"`
	HookID      string   `json:"lifecycleHookId"`
	HookName    string   `json:"lifecycleHookName"`
	InstanceIDs []string `json:"instanceIds"`
	Metadata    string   `json:"notificationMetadata"`
}

// actionIn refuses what is no notification, such as a test of the receiver.
func actionIn(body string) (*Action, error) {
	text, err := base64.StdEncoding.DecodeString(body)
	if err != nil {
		return nil, err
	}
	var notification struct{ Content *Action }
	if err := json.Unmarshal(text, &notification); err != nil {
		return nil, err
	}
	action := notification.Content
	if action == nil || action.Token == "" || action.HookID == "" {
		return nil, errors.New("no action is named")
	}
	return action, nil
}

// tokens are the last ones that were added.
type tokens struct {
	most  int
	order []string
	known map[string]bool
}

func newTokens(most int) *tokens {
	return &tokens{most: most, known: map[string]bool{}}
}

func (t *tokens) has(token string) bool {
	return t.known[token]
}

func (t *tokens) add(token string) {
	t.known[token] = true
	t.order = append(t.order, token)
	if len(t.order) > t.most {
		delete(t.known, t.order[0])
		t.order = t.order[1:]
	}
}
