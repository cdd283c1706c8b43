package example;

import com.aliyun.mns.client.CloudQueue;
import com.aliyun.mns.client.MNSClientBuilder;
import com.aliyun.mns.model.Message;
import com.aliyuncs.exceptions.ClientException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A consumer of lifecycle hooks that runs until SIGTERM.
 *
 * <p>A message is deleted after the work, so it comes back when the consumer dies. While the work goes
 * on, heartbeats hold both the hook and the message. SIGTERM gives a message in hand back at once.
 */
public final class Consumer {
    private static final int POLL_SECONDS = 20;
    private static final int REMEMBERED = 1000;
    private static final int GRACE_MILLIS = 8000;

    private final Settings settings;
    private final CloudQueue queue;
    private final Scaling scaling;
    private final Set<String> ended = lastOnes(); // a notification may come twice
    private volatile boolean idle = true;

    Consumer(Settings settings) {
        this.settings = settings;
        boolean stack = !settings.stack().isEmpty();
        queue = MNSClientBuilder.create()
                .accountEndpoint(stack
                        ? "http://" + settings.stack()
                        : "https://" + settings.account() + ".mns." + settings.region() + ".aliyuncs.com")
                .accessKeyId(settings.keyId())
                .accessKeySecret(settings.keySecret())
                .region(settings.region())
                .build()
                .getQueueRef(settings.queue());
        scaling = new Scaling(settings);
    }

    /** Reads its settings from the environment. */
    public static void main(String[] arguments) {
        Consumer consumer = new Consumer(Settings.read());
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> consumer.stop(main)));
        consumer.run();
    }

    private void run() {
        while (true) {
            try {
                takeOne();
            } catch (InterruptedException stopped) {
                return;
            } catch (Exception problem) {
                System.out.println("again in a second: " + problem);
                if (!paused()) {
                    return;
                }
            }
        }
    }

    private void stop(Thread main) {
        try {
            if (!idle) {
                main.interrupt();
                main.join(GRACE_MILLIS);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    private boolean paused() {
        try {
            settings.pause(1);
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private void takeOne() throws Exception {
        Message message = queue.popMessage(POLL_SECONDS);
        if (message == null) {
            return; // an empty queue
        }
        idle = false;
        Held held = new Held(queue, message);
        try {
            Optional<Action> action = Action.in(held.body());
            if (action.isEmpty()) {
                System.out.println("no notification: " + message.getMessageId());
            } else if (!settings.hook().isEmpty() && !settings.hook().equals(action.get().lifecycleHookName())) {
                return; // for others
            } else if (!ended.contains(action.get().lifecycleActionToken())) {
                serve(action.get(), held);
            }
            held.delete();
        } catch (Exception problem) {
            giveBack(held);
            throw problem;
        } finally {
            idle = true;
        }
    }

    private void serve(Action action, Held held) throws Exception {
        held.hold(settings.messageSeconds());
        Thread beating = new Thread(() -> beat(action, held));
        beating.start();
        String result;
        try {
            result = Work.on(action, settings);
        } finally {
            synchronized (held) { // not in the middle of a call, whose answer would be lost
                beating.interrupt();
            }
            beating.join();
        }
        if (!ended.contains(action.lifecycleActionToken())) {
            scaling.complete(action, result);
        }
        ended.add(action.lifecycleActionToken());
    }

    private void beat(Action action, Held held) {
        try {
            while (true) {
                settings.pause(settings.holdSeconds() / 3.0, action.lifecycleActionToken());
                synchronized (held) {
                    if (Thread.interrupted()) {
                        return;
                    }
                    scaling.heartbeat(action);
                    held.hold(settings.messageSeconds());
                }
            }
        } catch (InterruptedException workIsOver) {
            return;
        } catch (ClientException refusal) {
            System.out.println("no more time: " + refusal);
            if (Scaling.ENDED.equals(refusal.getErrCode())) {
                ended.add(action.lifecycleActionToken());
            }
        } catch (Exception refusal) {
            System.out.println("no more time: " + refusal);
        }
    }

    private static void giveBack(Held held) {
        boolean interrupted = Thread.interrupted(); // an interrupted thread could send nothing
        try {
            held.hold(1);
        } catch (RuntimeException gone) {
            System.out.println("the message is not there any more: " + gone);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Set<String> lastOnes() {
        return Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        }));
    }
}
