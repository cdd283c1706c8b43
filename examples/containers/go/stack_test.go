// A stack in a container for all tests of a package: `go test`.
package containers

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

const (
	port     = "4580/tcp"
	patience = 5 * time.Minute // a busy machine is no failure
)

// start gives the endpoint of a stack that is gone when the test has ended.
func start(t *testing.T) string {
	t.Helper()
	image := os.Getenv("SCALEHOOK_IMAGE")
	if image == "" {
		image = "scalehook"
	}
	stack, err := testcontainers.Run(context.Background(), image,
		testcontainers.WithCmd("up", "--host", "0.0.0.0", "--state", "/tmp/state"),
		testcontainers.WithEnv(map[string]string{
			"SCALEHOOK_ACCESS_KEY_ID":     "testid",
			"SCALEHOOK_ACCESS_KEY_SECRET": "testsecret",
			"SCALEHOOK_ALLOWED_HOSTS":     `["*"]`, // Docker's host may have any name
		}),
		testcontainers.WithExposedPorts(port),
		testcontainers.WithWaitStrategyAndDeadline(patience, wait.ForHTTP("/readyz").WithPort(port)),
	)
	testcontainers.CleanupContainer(t, stack)
	if err != nil {
		t.Fatal(err)
	}
	endpoint, err := stack.PortEndpoint(context.Background(), port, "http")
	if err != nil {
		t.Fatal(err)
	}
	return endpoint
}

func TestTimeIsMoved(t *testing.T) {
	url := start(t) + "/_scalehook/clock/advance"
	answer, err := http.Post(url, "application/json", strings.NewReader(`{"seconds": "6h"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var moved struct{ Busy []any }
	if err := json.NewDecoder(answer.Body).Decode(&moved); err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK || len(moved.Busy) != 0 {
		t.Errorf("status %d, busy %v", answer.StatusCode, moved.Busy)
	}
}
