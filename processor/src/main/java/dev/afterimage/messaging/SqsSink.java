package dev.afterimage.messaging;

import dev.afterimage.delivery.Delivery;
import dev.afterimage.delivery.ExpiryCloudEvents;
import dev.afterimage.delivery.FittedText;
import dev.afterimage.delivery.ImageForm;
import dev.afterimage.delivery.Sink;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Sends events to a queue of SQS, each as a message whose attributes {@code type} and {@code table} say what it is about. In
 * a FIFO queue an item's messages are a group, and the event's id tells its repetitions.
 */
public final class SqsSink implements Sink {
    private static final String FIFO = ".fifo";

    private final SqsClient client;
    private final String queue;
    private final int batch;
    private final boolean fifo;
    private final Requests requests;

    /** A sink for the queue of this URL. */
    public SqsSink(MessagingAccess access, URI queue, ImageForm form, int batch) {
        this.client = Clients.open(SqsClient.builder(), access);
        this.queue = queue.toString();
        this.batch = batch;
        this.fifo = queue.getPath().endsWith(FIFO);
        this.requests = new Requests("the queue " + queue, form);
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public List<Delivery> deliver(List<ExpiryEvent> events) {
        return requests.send(events, this::send);
    }

    private List<Requests.Failure> send(List<FittedText> texts) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, texts.size())
                .mapToObj(place -> entry(place, texts.get(place)))
                .toList();
        return client.sendMessageBatch(request -> request.queueUrl(queue).entries(entries)).failed().stream()
                .map(failed -> requests.failure(Integer.parseInt(failed.id()), failed.code(), failed.message()))
                .toList();
    }

    private SendMessageBatchRequestEntry entry(int place, FittedText text) {
        ExpiryEvent event = text.event();
        SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(place))
                .messageBody(text.text())
                .messageAttributes(Map.of(
                        "type", attribute(ExpiryCloudEvents.type(event)),
                        "table", attribute(event.id().table().value())));
        return (fifo
                        ? entry.messageGroupId(Groups.of(event))
                                .messageDeduplicationId(EventId.of(event).value())
                        : entry)
                .build();
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
