package example;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
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

    private static final Gson JSON = new Gson();

    /** Empty for what is no notification, such as a test of the receiver. */
    static Optional<Action> in(String body) {
        try {
            String text = new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
            JsonObject notification = JSON.fromJson(text, JsonObject.class);
            JsonObject content = notification == null ? null : notification.getAsJsonObject("content");
            boolean named = content != null
                    && isText(content.get("lifecycleActionToken"))
                    && isText(content.get("lifecycleHookId"));
            return named ? Optional.of(JSON.fromJson(content, Action.class)) : Optional.empty();
        } catch (IllegalArgumentException | JsonParseException | ClassCastException problem) {
            return Optional.empty();
        }
    }

    /** Gson alone would read a number as a text, too. */
    private static boolean isText(JsonElement value) {
        return value instanceof JsonPrimitive told && told.isString() && !told.getAsString().isEmpty();
    }
}
