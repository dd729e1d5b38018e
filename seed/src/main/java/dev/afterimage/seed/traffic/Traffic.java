package dev.afterimage.seed.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Users at work in the sample tables, until it is stopped or DynamoDB fails. Thread-safe; closing it stops it, and leaves
 * the client open.
 */
public final class Traffic implements AutoCloseable {
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Mix mix;
    private final Optional<Pacer> pacer;

    private Traffic(TrafficSettings settings) {
        this.mix = settings.mix();
        this.pacer = settings.rate().map(rate -> new Pacer(rate, System::nanoTime));
    }

    /** Looks around in the tables, which must exist, and begins. */
    public static Traffic start(DynamoDbClient client, TrafficSettings settings, TrafficListener listener) {
        World world = new World();
        new Player(client, world, settings, settings.seed(), listener).lookAround();
        Traffic traffic = new Traffic(settings);
        for (int number = 1; number <= settings.threads(); number++) {
            Player player = new Player(client, world, settings, settings.seed() * 1_000_003 + number, listener);
            traffic.threads.add(
                    Thread.ofPlatform().daemon().name("seed-traffic-" + number).start(() -> traffic.run(player)));
        }
        return traffic;
    }

    /** Waits until it has stopped, but not longer than this; whether it has. */
    public boolean await(Duration longest) throws InterruptedException {
        return stop.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What ended it, if not whoever started it. */
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Begins nothing more, and waits until what is under way has ended: no write comes after this. */
    public void stop() {
        stop.countDown();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void run(Player player) {
        try {
            while (!stopped(pacer.map(Pacer::next).orElse(Duration.ZERO))) {
                player.play(mix);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            failure.compareAndSet(null, failed);
        } finally {
            stop.countDown();
        }
    }

    private boolean stopped(Duration pause) throws InterruptedException {
        return stop.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
}
