package dev.afterimage.webhook;

import dev.afterimage.delivery.Delivery;
import dev.afterimage.delivery.ExpiryCloudEvents;
import dev.afterimage.delivery.FittedText;
import dev.afterimage.delivery.Sink;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts events to a web server as CloudEvents, signed. Redirects are not followed. An answer is looked at but for its body,
 * which might repeat what was sent.
 */
public final class WebhookSink implements Sink {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** What passes by itself, besides every error of the server. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    /** What is about the whole address, and not about the events. */
    private static final Set<Integer> ABOUT_THE_ADDRESS = Set.of(401, 402, 403, 404, 405, 407, 410, 421, 451);

    private static final int SUCCESS = 2;
    private static final int CLIENT_ERROR = 4;
    private static final int SERVER_ERROR = 5;

    private final WebhookSettings settings;
    private final Signing signing;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /**
     * A sink.
     *
     * @param secrets what to sign with: one a line, of which the receiver knows at least one
     */
    public WebhookSink(WebhookSettings settings, String secrets, InstantSource clock) {
        this.settings = settings;
        this.signing = Signing.with(secrets);
        this.clock = clock;
    }

    @Override
    public int batch() {
        return settings.batch();
    }

    @Override
    public List<Delivery> deliver(List<ExpiryEvent> events) {
        List<FittedText> texts = events.stream()
                .map(event -> FittedText.of(event, settings.form(), settings.largest()))
                .toList();
        List<Delivery> outcomes = new ArrayList<>(events.size());
        for (List<FittedText> group : FittedText.groups(texts, settings.batch(), settings.largest(), 1)) {
            outcomes.addAll(Collections.nCopies(group.size(), post(group)));
        }
        return outcomes;
    }

    private Delivery post(List<FittedText> group) {
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request(group), BodyHandlers.discarding());
        try {
            return outcome(answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            return later("does not answer within " + settings.timeout().toMillis() + " ms");
        } catch (ExecutionException failed) {
            Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
            return later("cannot be reached: " + cause.getClass().getSimpleName()
                    + (cause.getMessage() == null ? "" : ": " + cause.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return later("was given up, since the worker stops");
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(List<FittedText> group) {
        boolean single = settings.batch() == 1;
        List<String> texts = group.stream().map(FittedText::text).toList();
        byte[] body = (single ? texts.getFirst() : ExpiryCloudEvents.batch(texts)).getBytes(StandardCharsets.UTF_8);
        String id = id(group);
        long seconds = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(settings.url())
                .header("Content-Type", single ? ExpiryCloudEvents.STRUCTURED : ExpiryCloudEvents.BATCH)
                .header("User-Agent", "afterimage")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", signing.sign(id, seconds, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    /** The same for the same events. */
    private static String id(List<FittedText> group) {
        String first = EventId.of(group.getFirst().event()).value();
        return group.size() == 1
                ? first
                : first + "-" + EventId.of(group.getLast().event()).value();
    }

    private Delivery outcome(HttpResponse<Void> answer) {
        int status = answer.statusCode();
        String reason = "answers " + status;
        int kind = status / 100;
        if (kind == SUCCESS) {
            return Delivery.Taken.TAKEN;
        }
        if (kind == SERVER_ERROR || PASSING.contains(status)) {
            Instant now = clock.instant();
            return new Delivery.Later(
                    to(reason),
                    answer.headers().firstValue("Retry-After").flatMap(text -> RetryAfter.parse(text, now)));
        }
        return kind == CLIENT_ERROR && !ABOUT_THE_ADDRESS.contains(status)
                ? new Delivery.Refused(to(reason))
                : new Delivery.Unable(to(reason));
    }

    private Delivery later(String reason) {
        return new Delivery.Later(to(reason));
    }

    private String to(String reason) {
        return settings.shownUrl() + " " + reason;
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
