package dev.afterimage.console.web;

import dev.afterimage.pipeline.StopSwitch;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Streams of server-sent events, each with a thread of its own that asks its source again and again. A reader that is slow
 * holds up its own stream alone. Thread-safe.
 */
public final class EventStreams implements AutoCloseable {
    private static final int MOST = 100;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final StopSwitch stop = new StopSwitch();
    private final AtomicInteger open = new AtomicInteger();

    /**
     * An event.
     *
     * @param id with which a reader says where to go on; empty where it cannot
     */
    public record Event(String name, String data, String id) {
        public static Event of(String name, String data) {
            return new Event(name, data, "");
        }
    }

    /** Where the events of one stream come from. For one thread. */
    public interface Source extends AutoCloseable {
        /** What has come since it was asked last; it does not wait. */
        List<Event> next();

        @Override
        void close();
    }

    /** Answers each request with a stream of its own. */
    public Handler of(Function<Context, Source> sources) {
        Handler stream = new SseHandler(client -> {
            try (Source source = sources.apply(client.ctx())) {
                run(client, source);
            } finally {
                open.decrementAndGet();
            }
        });
        return request -> {
            requireStream(request);
            if (open.incrementAndGet() > MOST) {
                open.decrementAndGet();
                throw Problem.unavailable("there are " + MOST + " streams open already: close another page")
                        .asException();
            }
            stream.handle(request);
        };
    }

    private static void requireStream(Context request) {
        String accept = request.header("Accept");
        if (accept == null || !accept.contains("text/event-stream")) {
            throw Problem.badRequest("this is a stream of events: ask for it with \"Accept: text/event-stream\"")
                    .asException();
        }
    }

    private void run(SseClient client, Source source) {
        Duration silent = Duration.ZERO;
        // From now on nothing is missed.
        client.sendEvent("begin", "Waiting for events…");
        while (!client.terminated() && stop.pause(PAUSE)) {
            List<Event> events = source.next();
            events.forEach(event -> send(client, event));
            silent = events.isEmpty() ? silent.plus(PAUSE) : Duration.ZERO;
            if (silent.compareTo(SILENCE) >= 0) {
                // Tells proxies that the stream is alive, and us where nobody reads any more.
                client.sendComment("alive");
                silent = Duration.ZERO;
            }
        }
        client.close();
    }

    private static void send(SseClient client, Event event) {
        if (event.id().isEmpty()) {
            client.sendEvent(event.name(), event.data());
        } else {
            client.sendEvent(event.name(), event.data(), event.id());
        }
    }

    /** Ends every stream. */
    @Override
    public void close() {
        stop.raise();
    }
}
