package example;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What a notification tells. */
record Action(
        String lifecycleActionToken,
        String lifecycleHookId,
        String lifecycleHookName,
        List<String> instanceIds,
        String notificationMetadata) {

    private record Notification(Action content) {}

    private static final Gson JSON = new Gson();

    /** Empty for what is no notification, such as a test of the receiver. */
    static Optional<Action> in(String body) {
        try {
            String text = new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
            return Optional.ofNullable(JSON.fromJson(text, Notification.class))
                    .map(Notification::content)
                    .filter(action -> isText(action.lifecycleActionToken) && isText(action.lifecycleHookId));
        } catch (IllegalArgumentException | JsonParseException problem) {
            return Optional.empty();
        }
    }

    private static boolean isText(String value) {
        return value != null && !value.isEmpty();
    }
}
