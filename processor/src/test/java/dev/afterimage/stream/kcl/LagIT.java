package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.app.LaneSightings;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.LanePart;
import dev.afterimage.lane.ShardId;
import dev.afterimage.logged.CapturedLog;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.script.ScriptedEndpoint;
import dev.afterimage.stream.script.ScriptedStream;
import dev.afterimage.telemetry.FreshnessRules;
import dev.afterimage.telemetry.LagWatch;
import dev.afterimage.telemetry.LaneFreshness;
import dev.afterimage.telemetry.Unapplied;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker says of its lag, on a scripted endpoint whose records are as old as the script says. */
class LagIT {
    private static final FreshnessRules RULES = new FreshnessRules(Duration.ofSeconds(1), Duration.ofSeconds(2));
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final ScriptedStream script = new ScriptedStream();
    private final ScriptedEndpoint endpoint = ScriptedEndpoint.of(script);
    private final AwsClients scripted = AwsClients.open(AwsAccess.embedded(endpoint.address()));
    private final StreamWorld world = StreamWorld.open();
    private final Turnstile turnstile = new Turnstile();

    /** Lets so many commits of changes through, and holds the others up as a table without capacity does. */
    private static final class Turnstile {
        private final AtomicLong left = new AtomicLong();

        void letPass(long commits) {
            left.set(commits);
        }

        Committer before(Committer door) {
            return transaction -> transaction instanceof CommitPlan plan
                            && !plan.changes().isEmpty()
                            && left.getAndUpdate(now -> Math.max(0, now - 1)) == 0
                    ? new CommitOutcome.Throttled("no capacity")
                    : door.commit(transaction);
        }
    }

    @BeforeEach
    void read_the_script() {
        world.reading(scripted.streams());
        world.through(turnstile::before);
    }

    @AfterEach
    void close() {
        try (endpoint;
                scripted) {
            world.close();
        }
    }

    @Test
    void a_shard_whose_reads_fail_is_told_from_one_that_is_idle() {
        turnstile.letPass(Long.MAX_VALUE);
        script.open("idle");
        script.open("stuck");
        script.putMany("idle", 5);
        script.putMany("stuck", 5);
        StreamWorker worker = world.worker("w1", sources(1));
        LagWatch watch = watch(worker, InstantSource.system());
        await().untilAsserted(() -> assertThat(watch.snapshot().lanes())
                .hasSize(2)
                .allMatch(lane -> lane.unapplied() instanceof Unapplied.Nothing));

        script.failReads("stuck");

        await().until(() -> of("stuck", watch).unread());
        assertThat(of("stuck", watch).age()).isPresent();
        assertThat(of("stuck", watch).lastRead().orElseThrow())
                .isBefore(of("idle", watch).lastRead().orElseThrow());
        assertThat(of("idle", watch).unapplied()).isEqualTo(new Unapplied.Nothing());
        script.mendReads("stuck");
        await().until(() -> of("stuck", watch).unapplied() instanceof Unapplied.Nothing);
    }

    @Test
    void a_shard_that_cannot_be_read_after_a_restart_is_as_old_as_its_position_says() {
        turnstile.letPass(Long.MAX_VALUE);
        script.open("s");
        script.put("s", "a", "text", hoursAgo(13));
        StreamWorker first = world.worker("w1", sources(1));
        await().until(() -> world.applied().changes().size() == 1);
        first.close();

        script.failReads("s");
        LagWatch watch = watch(world.worker("w2", sources(1)), InstantSource.system());

        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        !watch.snapshot().lanes().isEmpty() && of("s", watch).unread());
        assertThat(of("s", watch).unapplied()).isEqualTo(new Unapplied.Unread(hoursAgo(13)));
        assertThat(of("s", watch).lastRead()).isEmpty();
    }

    @Test
    void lanes_that_are_13_and_19_hours_behind_warn_loudly_and_say_when_data_is_lost() {
        script.open("half");
        script.open("urgent");
        script.open("fresh");
        script.put("half", "a", "text", hoursAgo(13));
        script.put("half", "b", "text", hoursAgo(2));
        script.put("urgent", "c", "text", hoursAgo(19));
        LagWatch watch = watch(world.worker("w1", sources(1)), InstantSource.system());
        await().untilAsserted(() -> assertThat(watch.snapshot().lanes())
                .hasSize(3)
                .noneMatch(lane -> lane.unapplied() instanceof Unapplied.Unknown));

        try (CapturedLog log = new CapturedLog()) {
            watch.run();

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("ERROR dev.afterimage.telemetry"))
                    .satisfiesExactly(
                            urgent -> assertThat(urgent)
                                    .contains("URGENT: CHANGES ARE ABOUT TO BE LOST", "19h 0m old", id("urgent")),
                            half -> assertThat(half)
                                    .contains("changes will be lost", "13h 0m old", id("half"))
                                    .doesNotContain(id("urgent"), id("fresh")));
        }
        assertThat(of("half", watch).untilLoss().orElseThrow()).isBetween(hours(10), hours(11));
        assertThat(of("urgent", watch).untilLoss().orElseThrow()).isBetween(hours(4), hours(5));
        assertThat(of("fresh", watch).untilLoss()).isEmpty();
    }

    @Test
    void tells_from_how_a_lane_moves_when_it_loses_data() {
        ManualClock clock = new ManualClock();
        Instant oldest = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(hours(13));
        script.recordsPerPage(1);
        script.open("s");
        for (int i = 0; i < 4; i++) {
            script.put("s", "a", "version " + i, oldest.plusSeconds(30L * i));
        }
        LagWatch watch = watch(world.worker("w1", sources(1)), clock);
        await().until(() -> oldest(watch).equals(Optional.of(oldest)));
        watch.run();

        turnstile.letPass(1);
        await().until(() -> oldest(watch).equals(Optional.of(oldest.plusSeconds(30))));
        clock.advance(Duration.ofMinutes(1));

        // Half a second a second: it loses the other half.
        assertThat(of("s", watch).untilLoss().orElseThrow()).isBetween(hours(22).minusMinutes(2), hours(22));
        turnstile.letPass(2);
        await().until(() -> oldest(watch).equals(Optional.of(oldest.plusSeconds(90))));
        assertThat(of("s", watch).untilLoss()).isEmpty();
    }

    @Test
    void the_parts_of_a_shard_are_as_old_as_what_waits_in_them_and_a_child_waits_for_its_parent() {
        script.open("p");
        Map<LanePart, Instant> expected = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            Instant at = hoursAgo(3).plusSeconds(i);
            script.put("p", "item-" + i, "text", at);
            ItemKey key = ItemKey.of("list_id", "item-" + i);
            LanePart.all(2).stream()
                    .filter(part -> part.has(key, "list_id"))
                    .forEach(part -> expected.putIfAbsent(part, at));
        }
        script.open("c", "p");
        script.putMany("c", 5);
        script.close("p");
        LagWatch watch = watch(world.worker("w1", sources(2)), InstantSource.system());

        await().untilAsserted(() -> assertThat(watch.snapshot().lanes()).hasSize(3));
        List<Lane> parts = LanePart.all(2).stream().map(lane("p")::part).toList();
        await().untilAsserted(() -> assertThat(parts)
                .allSatisfy(part -> assertThat(watch.snapshot()
                                .of(part)
                                .orElseThrow()
                                .unapplied()
                                .oldest())
                        .contains(expected.get(part.part().orElseThrow()))));
        assertThat(of("c", watch).unapplied()).isInstanceOf(Unapplied.Unknown.class);
        turnstile.letPass(Long.MAX_VALUE);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> watch.snapshot().lanes().stream()
                        .map(LaneFreshness::lane)
                        .noneMatch(parts::contains));
        await().untilAsserted(() -> assertThat(watch.snapshot().lanes())
                .hasSize(2)
                .allMatch(lane -> lane.lane().shard().equals(lane("c").shard())
                        && lane.unapplied() instanceof Unapplied.Nothing));
    }

    @Test
    void another_worker_that_takes_over_knows_how_old_the_lane_is() {
        script.open("s");
        script.put("s", "a", "text", hoursAgo(13));
        StreamWorker first = world.worker("w1", sources(1));
        LagWatch before = watch(first, InstantSource.system());
        await().until(() -> oldest(before).equals(Optional.of(hoursAgo(13))));
        first.close();
        assertThat(before.snapshot().lanes()).isEmpty();

        LagWatch after = watch(world.worker("w2", sources(1)), InstantSource.system());

        await().atMost(Duration.ofSeconds(30)).until(() -> oldest(after).equals(Optional.of(hoursAgo(13))));
    }

    private LagWatch watch(StreamWorker worker, InstantSource clock) {
        return new LagWatch(() -> LaneSightings.of(worker.lanes(), Set.of()), RULES, clock);
    }

    private LaneFreshness of(String shard, LagWatch watch) {
        return watch.snapshot().of(lane(shard)).orElseThrow();
    }

    private static Optional<Instant> oldest(LagWatch watch) {
        return watch.snapshot().oldest().flatMap(lane -> lane.unapplied().oldest());
    }

    private static List<StreamSource> sources(int lanes) {
        return List.of(StreamSource.of(StreamWorld.ITEMS).withLanesPerShard(lanes));
    }

    private Lane lane(String shard) {
        return new Lane(StreamWorld.ITEMS, new ShardId(id(shard)));
    }

    private String id(String shard) {
        return script.id(shard);
    }

    private Instant hoursAgo(long hours) {
        return now.minus(hours(hours));
    }

    private static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }
}
