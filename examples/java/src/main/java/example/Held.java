package example;

import com.aliyun.mns.client.CloudQueue;
import com.aliyun.mns.model.Message;

/** A message that this consumer holds. Its handle changes each time it is held for longer. */
final class Held {
    private final CloudQueue queue;
    private final Message message;
    private String handle;

    Held(CloudQueue queue, Message message) {
        this.queue = queue;
        this.message = message;
        this.handle = message.getReceiptHandle();
    }

    String body() {
        return message.getMessageBodyAsRawString();
    }

    /** Keeps it from others for so long from now on. */
    synchronized void hold(int seconds) {
        handle = queue.changeMessageVisibilityTimeout(handle, seconds);
    }

    synchronized void delete() throws Exception {
        queue.deleteMessage(handle);
    }
}
