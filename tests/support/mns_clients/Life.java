import com.aliyun.mns.client.CloudQueue;
import com.aliyun.mns.client.CloudTopic;
import com.aliyun.mns.client.MNSClient;
import com.aliyun.mns.client.MNSClientBuilder;
import com.aliyun.mns.common.BatchDeleteException;
import com.aliyun.mns.common.ServiceException;
import com.aliyun.mns.common.ServiceHandlingRequiredException;
import com.aliyun.mns.common.auth.SignVersion;
import com.aliyun.mns.common.http.ClientConfiguration;
import com.aliyun.mns.model.Message;
import com.aliyun.mns.model.Message.MessageBodyType;
import com.aliyun.mns.model.MessagePropertyValue;
import com.aliyun.mns.model.PagingListResult;
import com.aliyun.mns.model.QueueMeta;
import com.aliyun.mns.model.RawTopicMessage;
import com.aliyun.mns.model.SubscriptionMeta;
import com.aliyun.mns.model.SubscriptionMeta.NotifyContentFormat;
import com.aliyun.mns.model.SubscriptionMeta.NotifyStrategy;
import com.aliyun.mns.model.TopicMeta;
import com.google.gson.Gson;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Stream;

/** The life of queues and topics with aliyun-sdk-mns; each of its two signatures signs a part of it. */
public final class Life {
    private static final String NAME = System.getenv("NAME");
    private static final List<NotifyContentFormat> FORMATS =
            List.of(NotifyContentFormat.JSON, NotifyContentFormat.SIMPLIFIED, NotifyContentFormat.XML);

    private final Map<String, Object> seen = new LinkedHashMap<>();
    private final String secret = System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    private final MNSClient older = signedBy(secret, SignVersion.V2);
    private final MNSClient newer = signedBy(secret, SignVersion.V4);
    private final CloudQueue queue = newer.getQueueRef(NAME);
    private final CloudTopic topic = older.getTopicRef(NAME);

    /** All of it; the last line tells what was seen. Threads of the clients hold up no end. */
    public static void main(String[] arguments) {
        Life life = new Life();
        try {
            life.live();
            System.out.println(new Gson().toJson(life.seen));
            System.exit(0);
        } catch (Exception problem) {
            System.err.println("seen before: " + life.seen);
            problem.printStackTrace();
            System.exit(1);
        }
    }

    private void live() throws Exception {
        queues();
        messages();
        batches();
        topics();
        subscriptions();
        ends();
    }

    private static MNSClient signedBy(String secret, SignVersion version) {
        ClientConfiguration configuration = new ClientConfiguration();
        configuration.setSignatureVersion(version);
        return MNSClientBuilder.create()
                .accountEndpoint(System.getenv("SCALEHOOK_ENDPOINT"))
                .accessKeyId(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"))
                .accessKeySecret(secret)
                .region("cn-hangzhou")
                .clientConfiguration(configuration)
                .build();
    }

    private void queues() {
        String url = older.createQueue(visible(45)).getQueueURL();
        seen.put("created", url.endsWith("/queues/" + NAME));
        seen.put("again", newer.createQueue(visible(45)).getQueueURL().equals(url));
        seen.put("other", refused(() -> older.createQueue(visible(46))));
        for (NotifyContentFormat format : FORMATS) {
            QueueMeta meta = new QueueMeta();
            meta.setQueueName(NAME + "-" + format);
            newer.createQueue(meta);
        }
        seen.put("pages", pages(marker -> newer.listQueueURL(NAME, marker, 2)));
        seen.put("details", newer.listQueue(NAME, "", 10).getResult().size());
        queue.setAttributes(visible(50));
        QueueMeta shown = queue.getAttributes();
        seen.put(
                "attributes",
                List.of(
                        shown.getVisibilityTimeout(),
                        shown.getMessageRetentionPeriod(),
                        shown.getActiveMessages()));
    }

    private static QueueMeta visible(long seconds) {
        QueueMeta meta = new QueueMeta();
        meta.setQueueName(NAME);
        meta.setVisibilityTimeout(seconds);
        return meta;
    }

    private void messages() throws Exception {
        FutureTask<Message> waiting = new FutureTask<>(() -> queue.popMessage(30));
        new Thread(waiting).start();
        Message message = raw("hello");
        message.setPriority(1);
        message.setUserProperties(Map.of("n", new MessagePropertyValue(5)));
        seen.put("sent", queue.putMessage(message).getMessageBodyMD5());
        Message waited = waiting.get();
        seen.put(
                "waited",
                List.of(waited.getMessageBodyAsRawString(), waited.getDequeueCount(), waited.getPriority()));
        seen.put("properties", waited.getUserProperties().get("n").getStringValueByType());
        seen.put("hidden", queue.popMessage() == null ? "MessageNotExist" : "a message");
        Message kept = queue.changeMessageVisibility(waited.getReceiptHandle(), 60);
        seen.put("stale", refused(() -> delete(waited.getReceiptHandle())));
        queue.deleteMessage(kept.getReceiptHandle());
    }

    private Object delete(String handle) throws Exception {
        queue.deleteMessage(handle);
        return handle;
    }

    private static Message raw(String body) {
        Message message = new Message();
        message.setMessageBody(body, MessageBodyType.RAW_STRING);
        return message;
    }

    private void batches() throws Exception {
        List<Message> many = Stream.of("a", "b", "c").map(Life::raw).toList();
        seen.put("batch_sent", queue.batchPutMessage(many).size());
        seen.put("peeked", queue.peekMessage().getMessageBodyAsRawString());
        seen.put("batch_peeked", bodies(queue.batchPeekMessage(16)));
        List<Message> received = queue.batchPopMessage(16, 30);
        seen.put("batch_received", bodies(received));
        List<String> handles = received.stream().map(Message::getReceiptHandle).toList();
        try {
            queue.batchDeleteMessage(List.of(handles.get(0), "stale"));
        } catch (ServiceHandlingRequiredException refusal) {
            seen.put("partly", List.of(refusal.getErrorCode(), failed(refusal.getCause())));
        }
        queue.batchDeleteMessage(handles.subList(1, 3));
    }

    private static List<String> failed(Throwable cause) {
        return List.copyOf(((BatchDeleteException) cause).getErrorMessages().keySet());
    }

    private static List<String> bodies(List<Message> messages) {
        return messages.stream().map(Message::getMessageBodyAsRawString).toList();
    }

    private void topics() {
        for (String end : List.of("", "-2", "-3")) {
            TopicMeta meta = new TopicMeta();
            meta.setTopicName(NAME + end);
            newer.createTopic(meta);
        }
        seen.put("topic_pages", pages(marker -> newer.listTopicURL(NAME, marker, 2)));
        TopicMeta smaller = new TopicMeta();
        smaller.setTopicName(NAME);
        smaller.setMaxMessageSize(1024L);
        topic.setAttribute(smaller);
        seen.put("topic_attributes", topic.getAttribute().getMaxMessageSize());
    }

    private void subscriptions() throws Exception {
        for (NotifyContentFormat format : FORMATS) {
            topic.subscribe(subscription(format));
        }
        SubscriptionMeta changed = new SubscriptionMeta();
        changed.setSubscriptionName("XML");
        changed.setNotifyStrategy(NotifyStrategy.EXPONENTIAL_DECAY_RETRY);
        topic.setSubscriptionAttr(changed);
        SubscriptionMeta shown = topic.getSubscriptionAttr("XML");
        seen.put(
                "subscription",
                List.of(
                        shown.getNotifyStrategy().name(),
                        shown.getNotifyContentFormat().name(),
                        shown.getFilterTag()));
        seen.put("subscriptions", pages(marker -> topic.listSubscriptionUrls("", marker, 2)));
        publish("for nobody", "other");
        seen.put("published", publish("hello", "tag"));
        seen.put("pushed", List.of(pushed(FORMATS.get(0)), pushed(FORMATS.get(1)), pushed(FORMATS.get(2))));
        Message more = newer.getQueueRef(NAME + "-XML").popMessage();
        seen.put("pushed_once", more == null ? "MessageNotExist" : "a message");
    }

    private SubscriptionMeta subscription(NotifyContentFormat format) {
        SubscriptionMeta meta = new SubscriptionMeta();
        meta.setSubscriptionName(format.name());
        meta.setEndpoint(topic.generateQueueEndpoint(NAME + "-" + format));
        meta.setFilterTag("tag");
        meta.setNotifyContentFormat(format);
        return meta;
    }

    private String publish(String body, String tag) {
        RawTopicMessage message = new RawTopicMessage();
        message.setMessageBody(body);
        message.setMessageTag(tag);
        return topic.publishMessage(message).getMessageBodyMD5();
    }

    /** The text that was published, out of its envelope. */
    private String pushed(NotifyContentFormat format) throws Exception {
        String body = newer.getQueueRef(NAME + "-" + format).popMessage(30).getMessageBodyAsRawString();
        return switch (format) {
            case JSON -> JsonParser.parseString(body).getAsJsonObject().get("Message").getAsString();
            case XML -> body.replaceFirst("(?s).*<Message>", "").replaceFirst("(?s)</Message>.*", "");
            default -> body;
        };
    }

    private void ends() {
        for (NotifyContentFormat format : FORMATS) {
            topic.unsubscribe(format.name());
            newer.getQueueRef(NAME + "-" + format).delete();
        }
        seen.put("unsubscribed", refused(() -> topic.getSubscriptionAttr("XML")));
        for (String end : List.of("", "-2", "-3")) {
            newer.getTopicRef(NAME + end).delete();
        }
        seen.put("topic_gone", refused(topic::getAttribute));
        queue.delete();
        seen.put("gone", refused(queue::getAttributes));
        List<String> strangers = new ArrayList<>();
        for (SignVersion version : List.of(SignVersion.V2, SignVersion.V4)) {
            strangers.add(refused(() -> signedBy("wrong", version).getQueueRef(NAME).getAttributes()));
        }
        seen.put("stranger", strangers.get(0));
        seen.put("stranger_of_v4", strangers.get(1));
    }

    private static String refused(Callable<?> asked) {
        try {
            return "nothing: " + asked.call();
        } catch (ServiceException refusal) {
            return refusal.getErrorCode();
        } catch (ServiceHandlingRequiredException refusal) {
            return refusal.getErrorCode();
        } catch (Exception problem) {
            return problem.toString();
        }
    }

    private static List<List<String>> pages(Function<String, PagingListResult<String>> list) {
        List<List<String>> found = new ArrayList<>();
        String marker = "";
        do {
            PagingListResult<String> page = list.apply(marker);
            found.add(page.getResult().stream().map(url -> url.replaceFirst(".*/", "")).toList());
            marker = page.getMarker();
        } while (marker != null && !marker.isEmpty());
        return found;
    }
}
