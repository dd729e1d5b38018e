package dev.afterimage.messaging;

import dev.afterimage.delivery.Delivery;
import dev.afterimage.delivery.ExpiryCloudEvents;
import dev.afterimage.delivery.FittedText;
import dev.afterimage.delivery.ImageForm;
import dev.afterimage.delivery.Sink;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/**
 * Publishes events to a topic of SNS, each as a message whose attributes {@code type} and {@code table} can be filtered by.
 * In a FIFO topic an item's messages are a group, and the event's id tells its repetitions.
 */
public final class SnsSink implements Sink {
    private static final String FIFO = ".fifo";

    private final SnsClient client;
    private final String topic;
    private final int batch;
    private final Requests requests;

    /** A sink for the topic of this ARN. */
    public SnsSink(MessagingAccess access, String topic, ImageForm form, int batch) {
        this.client = Clients.open(SnsClient.builder(), access);
        this.topic = topic;
        this.batch = batch;
        this.requests = new Requests("the topic " + topic, form);
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
        List<PublishBatchRequestEntry> entries = IntStream.range(0, texts.size())
                .mapToObj(place -> entry(place, texts.get(place)))
                .toList();
        return client
                .publishBatch(request -> request.topicArn(topic).publishBatchRequestEntries(entries))
                .failed()
                .stream()
                .map(failed -> requests.failure(Integer.parseInt(failed.id()), failed.code(), failed.message()))
                .toList();
    }

    private PublishBatchRequestEntry entry(int place, FittedText text) {
        ExpiryEvent event = text.event();
        PublishBatchRequestEntry.Builder entry = PublishBatchRequestEntry.builder()
                .id(Integer.toString(place))
                .message(text.text())
                .messageAttributes(Map.of(
                        "type", attribute(ExpiryCloudEvents.type(event)),
                        "table", attribute(event.id().table().value())));
        return (topic.endsWith(FIFO)
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
