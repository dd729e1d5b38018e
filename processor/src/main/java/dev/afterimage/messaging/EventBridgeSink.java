package dev.afterimage.messaging;

import dev.afterimage.delivery.Delivery;
import dev.afterimage.delivery.ExpiryCloudEvents;
import dev.afterimage.delivery.FittedText;
import dev.afterimage.delivery.ImageForm;
import dev.afterimage.delivery.Sink;
import dev.afterimage.expiry.ExpiryEvent;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** Puts events on a bus of EventBridge: the CloudEvent whole as the detail, its type as the detail's type. */
public final class EventBridgeSink implements Sink {
    private static final String SOURCE = "dev.afterimage";

    private final EventBridgeClient client;
    private final String bus;
    private final int batch;
    private final Requests requests;

    /** A sink for the bus of this name or ARN. */
    public EventBridgeSink(MessagingAccess access, String bus, ImageForm form, int batch) {
        this.client = Clients.open(EventBridgeClient.builder(), access);
        this.bus = bus;
        this.batch = batch;
        this.requests = new Requests("the bus " + bus, form);
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
        List<PutEventsRequestEntry> entries = texts.stream().map(this::entry).toList();
        List<PutEventsResultEntry> results =
                client.putEvents(request -> request.entries(entries)).entries();
        return IntStream.range(0, results.size())
                .filter(place -> results.get(place).errorCode() != null)
                .mapToObj(place -> failure(place, results.get(place)))
                .toList();
    }

    private Requests.Failure failure(int place, PutEventsResultEntry result) {
        return requests.failure(
                place, result.errorCode(), Objects.requireNonNullElse(result.errorMessage(), "no more is said"));
    }

    private PutEventsRequestEntry entry(FittedText text) {
        ExpiryEvent event = text.event();
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(SOURCE)
                .detailType(ExpiryCloudEvents.type(event))
                .time(event.at())
                .detail(text.text())
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
