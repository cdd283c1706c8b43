package example;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

/**
 * The stand-in for your work. A hook's metadata may say how long it takes, and how it ends:
 * {"certify": {"work": "120s", "outcome": "ok"}}
 */
final class Work {
    private record Certify(String work, String outcome) {}

    private record Metadata(Certify certify) {}

    private static final Certify NOTHING = new Certify(null, null);

    private Work() {}

    /** From a notification to CONTINUE, ABANDON or ROLLBACK. */
    static String on(Action action, Settings settings) throws InterruptedException {
        Certify asked = asked(action.notificationMetadata());
        System.out.println("working on " + action.instanceIds());
        if (asked.work != null && asked.work.matches("[0-9.]+s")) {
            settings.pause(Double.parseDouble(asked.work.substring(0, asked.work.length() - 1)));
        }
        if ("crash".equals(asked.outcome)) {
            Runtime.getRuntime().halt(1);
        }
        return "fail".equals(asked.outcome) ? "ABANDON" : "CONTINUE";
    }

    private static Certify asked(String metadata) {
        try {
            Metadata found = new Gson().fromJson(metadata, Metadata.class);
            return found == null || found.certify == null ? NOTHING : found.certify;
        } catch (JsonParseException anyOtherText) {
            return NOTHING;
        }
    }
}
