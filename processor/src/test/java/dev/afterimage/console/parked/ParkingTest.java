package dev.afterimage.console.parked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.console.ConsoleFixture;
import dev.afterimage.console.web.ProblemException;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.pipeline.FakeParking;
import dev.afterimage.pipeline.Redriver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ParkingTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final TableName LISTS = new TableName("lists");
    private static final Redriver.Range ALL = new Redriver.Range(new SequenceNumber("0"), new SequenceNumber("99"));

    private final FakeParking parked = new FakeParking(InstantSource.fixed(NOW));
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void one_job_is_at_work_at_a_time_and_stops_where_somebody_wants_that() {
        park(1, "L1");
        try (Parking parking = waitingParking()) {
            parking.jobs().start(new Decision.Redrive(), ParkedFilter.ALL, OptionalInt.empty(), "Ada");

            assertThatThrownBy(() ->
                            parking.jobs().start(new Decision.Redrive(), ParkedFilter.ALL, OptionalInt.empty(), "Bob"))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("a job of Ada is at work");
            parking.jobs().stop();
            goOn.countDown();
            await().until(() -> !state(parking).running());

            assertThat(state(parking).phase()).isEqualTo(new JobState.Phase.Stopped(NOW));
            assertThat(parked.title("L1")).isEmpty();
            parking.jobs().start(new Decision.Redrive(), ParkedFilter.ALL, OptionalInt.empty(), "Bob");
            await().until(() -> !state(parking).running());
            assertThat(parked.title("L1")).isPresent();
        }
    }

    @Test
    void the_end_of_the_worker_waits_for_the_change_at_hand_and_begins_no_other() throws InterruptedException {
        park(1, "L1");
        Parking parking = waitingParking();
        parking.jobs().start(new Decision.Redrive(), ParkedFilter.ALL, OptionalInt.empty(), "Ada");
        begun.await();

        Thread closing = Thread.ofVirtual().start(parking::close);
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        assertThat(state(parking).running()).isTrue();
        goOn.countDown();
        closing.join();

        assertThat(state(parking).phase()).isEqualTo(new JobState.Phase.Stopped(NOW));
        assertThat(state(parking).done()).isZero();
        assertThat(parked.title("L1")).isEmpty();
        assertThatThrownBy(() ->
                        parking.jobs().start(new Decision.Redrive(), ParkedFilter.ALL, OptionalInt.empty(), "Ada"))
                .hasMessageContaining("about to end");
        parking.close();
    }

    @Test
    void a_job_that_cannot_go_on_says_why() {
        park(1, "L1");
        ParkingParts parts = parts(InstantSource.fixed(NOW), (operator, stop) -> {
            throw new IllegalStateException("no access");
        });
        try (Parking parking = new Parking(parts)) {
            parking.jobs().start(new Decision.Redrive(), ParkedFilter.ALL, OptionalInt.empty(), "Ada");
            await().until(() -> !state(parking).running());

            assertThat(state(parking).phase()).isEqualTo(new JobState.Phase.Failed(NOW, "explained: no access"));
        }
    }

    @Test
    void a_job_names_the_first_hundred_items_that_stay_and_counts_the_others() {
        for (int i = 1; i <= 105; i++) {
            parkBad(i, "L" + i);
        }
        try (Parking parking = new Parking(parts(InstantSource.fixed(NOW), parked::redriver))) {
            parking.jobs().start(new Decision.Redrive(), ParkedFilter.ALL, OptionalInt.of(105), "Ada");
            await().until(() -> !state(parking).running());

            assertThat(state(parking))
                    .returns(105, JobState::done)
                    .returns(105, JobState::stuckItems)
                    .returns(5, JobState::stuckBesides);
        }
    }

    @Test
    void who_waits_for_an_answer_does_not_wait_for_ever_and_goes_on_later() {
        park(1, "L1");
        AtomicInteger asked = new AtomicInteger();
        InstantSource hurrying = () -> NOW.plusSeconds(30L * asked.getAndIncrement());
        try (Parking parking = new Parking(parts(hurrying, parked::redriver))) {
            ItemResult result = parking.decide(item("L1"), new Decision.Redrive(), ALL, "Ada");

            assertThat(result.stuck())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("stopped before it was done"));
            assertThat(parked.title("L1")).isEmpty();
        }
    }

    @Test
    void a_page_of_an_items_changes_ends_where_their_images_are_large() {
        for (int i = 1; i <= 12; i++) {
            park(i, "L1", "x".repeat(390_000));
        }
        try (Parking parking = new Parking(parts(InstantSource.fixed(NOW), parked::redriver))) {
            Waiting first = parking.waiting(item("L1"), new SequenceNumber("0"));
            assertThat(first.changes()).hasSize(11);
            assertThat(first.next()).contains(new SequenceNumber("0".repeat(38) + "12"));

            Waiting rest = parking.waiting(item("L1"), first.next().orElseThrow());
            assertThat(rest.changes()).hasSize(1);
            assertThat(rest.next()).isEmpty();
        }
    }

    private Parking waitingParking() {
        return new Parking(parts(InstantSource.fixed(NOW), (operator, stop) -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return parked.redriver(operator, stop);
        }));
    }

    private ParkingParts parts(InstantSource clock, ParkingParts.Redrivers redrivers) {
        ParkingParts usual =
                ConsoleFixture.parking(parked, ConsoleFixture.emptyLog(), clock).parts();
        return new ParkingParts(
                usual.lot(),
                redrivers,
                List.of(LISTS),
                usual.keys(),
                failure -> Optional.of("explained: " + failure.getMessage()),
                usual.total(),
                clock);
    }

    private static JobState state(Parking parking) {
        return parking.jobs().state().orElseThrow();
    }

    private void park(int sequence, String list) {
        park(sequence, list, "Cake");
    }

    private void parkBad(int sequence, String list) {
        park(sequence, list, "Bad");
    }

    private void park(int sequence, String list, String title) {
        ChangeId id = new ChangeId(LISTS, ItemKey.of("id", list), SequenceNumber.of(Integer.toString(sequence)));
        Item image = Item.of(Map.of("id", AttributeValue.fromS(list), "title", AttributeValue.fromS(title)));
        parked.park(FakeParking.PROJECTION, new Change.Inserted(id, NOW, image), NOW, "it failed");
    }

    private static ParkedItem item(String list) {
        return new ParkedItem(FakeParking.PROJECTION, LISTS, ItemKey.of("id", list));
    }
}
