package main

import (
	"context"
	"errors"
	"log"
	"slices"
	"strconv"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/tea/dara"
)

const (
	ended        = "LifecycleHookIdAndLifecycleActionToken.Invalid"
	refusals     = 3 // a completion may come before the wait is known everywhere
	longestPause = 30
)

var passing = []string{"Throttling", "Throttling.User", "Throttling.Api", "ServiceUnavailable", "InternalError"}

// Scaling is Auto Scaling through the official core, which calls any operation by name.
type Scaling struct {
	client   *openapi.Client
	settings Settings
}

func newScaling(settings Settings) (*Scaling, error) {
	endpoint, protocol := settings.stack, "HTTP"
	if endpoint == "" {
		endpoint, protocol = "ess."+settings.region+".aliyuncs.com", "HTTPS"
	}
	client, err := openapi.NewClient(&openapi.Config{
		AccessKeyId:     dara.String(settings.keyID),
		AccessKeySecret: dara.String(settings.keySecret),
		RegionId:        dara.String(settings.region),
		Endpoint:        dara.String(endpoint),
		Protocol:        dara.String(protocol),
	})
	if err != nil {
		return nil, err
	}
	client.DisableSDKError = dara.Bool(true) // errors of its own types, which have a code
	return &Scaling{client, settings}, nil
}

func (s *Scaling) heartbeat(action *Action) error {
	return s.call("RecordLifecycleActionHeartbeat", map[string]string{
		"lifecycleHookId":      action.HookID,
		"lifecycleActionToken": action.Token,
		"heartbeatTimeout":     strconv.Itoa(s.settings.holdSeconds),
	})
}

// complete tries again while the hook may still wait. What stays refused is left to the hook's default
// result; the only error is that of the context.
func (s *Scaling) complete(ctx context.Context, action *Action, result string) error {
	refused := 0
	for left, seconds := s.settings.holdSeconds, 1; left > 0; seconds = min(2*seconds, longestPause) {
		code, err := s.completeOnce(action, result)
		if err == nil {
			return nil
		}
		if code == ended {
			refused++
		}
		if refused == refusals || (code != "" && code != ended && !slices.Contains(passing, code)) {
			log.Println("not completed:", action.Token, code)
			return nil
		}
		left -= seconds
		if err := s.settings.pause(ctx, float64(seconds)); err != nil {
			return err
		}
	}
	log.Println("given up:", action.Token)
	return nil
}

// completeOnce tells the code of a refusal; none when nobody has answered.
func (s *Scaling) completeOnce(action *Action, result string) (string, error) {
	err := s.call("CompleteLifecycleAction", map[string]string{
		"LifecycleHookId":       action.HookID,
		"LifecycleActionToken":  action.Token,
		"LifecycleActionResult": result,
		"ClientToken":           action.Token, // the same completion, however often it is sent
	})
	return codeOf(err), err
}

func codeOf(err error) string {
	var refusal interface{ GetCode() *string }
	if errors.As(err, &refusal) {
		return dara.StringValue(refusal.GetCode())
	}
	return ""
}

func (s *Scaling) call(operation string, parameters map[string]string) error {
	query := map[string]*string{"RegionId": dara.String(s.settings.region)}
	for name, value := range parameters {
		query[name] = dara.String(value)
	}
	params := &openapi.Params{
		Action: dara.String(operation), Version: dara.String("2022-02-22"),
		Protocol: s.client.Protocol, Pathname: dara.String("/"), Method: dara.String("POST"),
		AuthType: dara.String("AK"), Style: dara.String("RPC"),
		ReqBodyType: dara.String("formData"), BodyType: dara.String("json"),
	}
	_, err := s.client.CallApi(params, &openapi.OpenApiRequest{Query: query}, &dara.RuntimeOptions{})
	return err
}
