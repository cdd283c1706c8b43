package example;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.IAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.ess.model.v20140828.CompleteLifecycleActionRequest;
import com.aliyuncs.ess.model.v20140828.RecordLifecycleActionHeartbeatRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;

/** Auto Scaling: more time for an action, and its result. */
final class Scaling {
    static final String ENDED = "LifecycleHookIdAndLifecycleActionToken.Invalid";
    private static final int REFUSALS = 3; // a completion may come before the wait is known everywhere
    private static final int LONGEST_PAUSE = 30;

    private final Settings settings;
    private final IAcsClient client;

    Scaling(Settings settings) {
        this.settings = settings;
        client = new DefaultAcsClient(
                DefaultProfile.getProfile(settings.region(), settings.keyId(), settings.keySecret()));
    }

    void heartbeat(Action action) throws ClientException {
        var request = new RecordLifecycleActionHeartbeatRequest();
        request.setLifecycleHookId(action.lifecycleHookId());
        request.setLifecycleActionToken(action.lifecycleActionToken());
        request.setHeartbeatTimeout(settings.holdSeconds());
        send(request);
    }

    /** Tries again while the hook may still wait. What stays refused is left to the hook's default result. */
    void complete(Action action, String result) throws InterruptedException {
        int refused = 0;
        int seconds = 1;
        for (int left = settings.holdSeconds(); left > 0; left -= seconds) {
            try {
                completeOnce(action, result);
                return;
            } catch (ClientException problem) {
                boolean ended = ENDED.equals(problem.getErrCode());
                refused += ended ? 1 : 0;
                if (refused == REFUSALS || !(ended || isPassing(problem))) {
                    System.out.println("not completed: " + action.lifecycleActionToken() + " " + problem.getErrCode());
                    return;
                }
            }
            settings.pause(seconds);
            seconds = Math.min(2 * seconds, LONGEST_PAUSE);
        }
        System.out.println("given up: " + action.lifecycleActionToken());
    }

    private void completeOnce(Action action, String result) throws ClientException {
        var request = new CompleteLifecycleActionRequest();
        request.setLifecycleHookId(action.lifecycleHookId());
        request.setLifecycleActionToken(action.lifecycleActionToken());
        request.setLifecycleActionResult(result);
        request.setClientToken(action.lifecycleActionToken()); // the same completion, however often it is sent
        send(request);
    }

    /** Answers that are no answers: a connection that broke, and what the cloud says when it is busy. */
    private static boolean isPassing(ClientException problem) {
        String code = String.valueOf(problem.getErrCode());
        return code.matches("(SDK\\.|Throttling|ServiceUnavailable|InternalError|null).*");
    }

    private <T extends AcsResponse> void send(RpcAcsRequest<T> request) throws ClientException {
        boolean stack = !settings.stack().isEmpty();
        request.setSysEndpoint(stack ? settings.stack() : "ess." + settings.region() + ".aliyuncs.com");
        request.setSysProtocol(stack ? ProtocolType.HTTP : ProtocolType.HTTPS);
        client.getAcsResponse(request);
    }
}
