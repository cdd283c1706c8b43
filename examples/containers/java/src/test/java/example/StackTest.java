package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A stack in a container for all tests of a class: `mvn test`. */
class StackTest {
    private static final int PORT = 4580;
    private static final Duration PATIENCE = Duration.ofMinutes(5); // a busy machine is no failure
    private static final String IMAGE = Optional.ofNullable(System.getenv("SCALEHOOK_IMAGE")).orElse("scalehook");

    private static final GenericContainer<?> STACK = new GenericContainer<>(DockerImageName.parse(IMAGE))
            .withCommand("up", "--host", "0.0.0.0", "--state", "/tmp/state")
            .withEnv(Map.of(
                    "SCALEHOOK_ACCESS_KEY_ID", "testid",
                    "SCALEHOOK_ACCESS_KEY_SECRET", "testsecret",
                    "SCALEHOOK_ALLOWED_HOSTS", "[\"*\"]")) // Docker's host may have any name
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp("/readyz").forPort(PORT).withStartupTimeout(PATIENCE));

    @BeforeAll
    static void start() {
        STACK.start();
    }

    @AfterAll
    static void stop() {
        STACK.stop();
    }

    @Test
    void timeIsMoved() throws Exception {
        URI uri = URI.create("http://" + STACK.getHost() + ":" + STACK.getMappedPort(PORT) + "/_scalehook/clock/advance");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"seconds\": \"6h\"}"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"busy\":[]"), answer.body());
    }
}
