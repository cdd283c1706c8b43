package example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the environment says: where the cloud is, the keys, and which queue to read. */
record Settings(
        String stack, // HOST:PORT; empty: this is the real cloud
        String region,
        String account,
        String keyId,
        String keySecret,
        String queue,
        String hook, // only hooks of this name; empty: all
        int holdSeconds) { // a notification does not say how long its hook waits

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Settings read() {
        String hold = setting("300", "SCALEHOOK_CONSUMER_HEARTBEAT_TIMEOUT", "SCALEHOOK_CERTIFY_HEARTBEAT_TIMEOUT");
        return new Settings(
                setting("", "SCALEHOOK_ENDPOINT").replaceFirst("^http://", ""),
                setting("cn-hangzhou", "SCALEHOOK_REGION"),
                setting(null, "SCALEHOOK_ACCOUNT_ID"),
                setting(null, "ALIBABA_CLOUD_ACCESS_KEY_ID", "SCALEHOOK_ACCESS_KEY_ID"),
                setting(null, "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "SCALEHOOK_ACCESS_KEY_SECRET"),
                setting(null, "SCALEHOOK_CONSUMER_QUEUE", "SCALEHOOK_CERTIFY_QUEUE"),
                setting("", "SCALEHOOK_CONSUMER_HOOK", "SCALEHOOK_CERTIFY_HOOK"),
                Integer.parseInt(hold));
    }

    /** Shorter than the hook waits: who takes over from a dead consumer has time, too. */
    int messageSeconds() {
        return (holdSeconds + 1) / 2;
    }

    /** Waits by the clock of a stack, which may be moved, or by the machine's own. */
    void pause(double seconds) throws InterruptedException {
        pause(seconds, "");
    }

    /**
     * The same, for an action that is kept alive in between: meanwhile a stack does not wait for its
     * consumer before it moves time on.
     */
    void pause(double seconds, String token) throws InterruptedException {
        if (stack.isEmpty()) {
            Thread.sleep((long) (seconds * 1000));
            return;
        }
        String query = "seconds=" + seconds + "&action=" + token;
        URI uri = URI.create("http://" + stack + "/_scalehook/clock/wait?" + query);
        try {
            if (HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode() == 200) {
                return;
            }
        } catch (IOException problem) {
            System.out.println("the stack's clock does not answer: " + problem);
        }
        Thread.sleep(1000);
    }

    private static String setting(String fallback, String... names) {
        return Stream.of(names)
                .map(System::getenv)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> Optional.ofNullable(fallback))
                .orElseThrow(() -> new IllegalStateException("set " + names[0]));
    }
}
