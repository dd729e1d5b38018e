package dev.afterimage.stream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamReader;
import dev.afterimage.stream.TestRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.StreamIdentifier;
import software.amazon.kinesis.retrieval.GetRecordsResponseAdapter;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

class ShardFetcherTest {
    private static final InitialPositionInStreamExtended OLDEST =
            InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON);
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static final long BUDGET = 10_000_000;

    private final FakeStream stream = new FakeStream(0, 25);
    private final List<String> gaps = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final FetchBudget budget = new FetchBudget(BUDGET);
    private final ShardFeed feed = new ShardFeed(new ShardId("s1"), budget, InstantSource.fixed(NOW));
    private final ShardFetcher fetcher = fetcher();

    @Test
    void reads_a_shard_page_by_page_to_its_end_and_then_names_its_children() {
        stream.end();
        start(ExtendedSequenceNumber.TRIM_HORIZON);

        assertThat(page().records()).hasSize(10);
        assertThat(page().records()).hasSize(10);
        assertThat(fetcher.isShardEndReached()).isFalse();
        GetRecordsResponseAdapter last = page();

        assertThat(last.records()).hasSize(5);
        assertThat(fetcher.isShardEndReached()).isTrue();
        assertThat(last.childShards()).extracting(ChildShard::shardId).containsExactly("s2");
        assertThat(page().records()).isEmpty();
    }

    @Test
    void goes_on_behind_a_checkpoint() {
        start(new ExtendedSequenceNumber(TestRecords.sequence(19)));

        assertThat(sequences(page())).containsExactly("1020", "1021", "1022", "1023", "1024");
        assertThat(stream.iteratorsAsked()).containsExactly("AFTER_SEQUENCE_NUMBER 1019");
    }

    @Test
    void knows_a_shard_that_was_done_with() {
        start(ExtendedSequenceNumber.SHARD_END);

        assertThat(fetcher.isShardEndReached()).isTrue();
        assertThat(stream.iteratorsAsked()).isEmpty();
    }

    @Test
    void says_of_each_record_which_one_was_before_it() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);

        FetchedRecord first = (FetchedRecord) page().records().getFirst();
        List<FetchedRecord> second =
                page().records().stream().map(FetchedRecord.class::cast).toList();

        assertThat(first.previous()).isEmpty();
        assertThat(second.get(0).previous()).contains(new SequenceNumber("1009"));
        assertThat(second.get(1).previous()).contains(new SequenceNumber("1010"));
    }

    @Test
    void notes_how_far_it_is_and_that_it_is_at_the_tip_after_some_empty_pages() {
        start(new ExtendedSequenceNumber(TestRecords.sequence(14)));
        assertThat(feed.reading().begun()).isTrue();
        assertThat(feed.reading().last()).isEmpty();
        page();

        assertThat(feed.fetched()).contains(new SequenceNumber("1024"));
        assertThat(feed.reading().newest()).contains(TestRecords.FIRST.plusSeconds(24));
        page();
        page();
        page();
        assertThat(feed.reading().tip()).isEmpty();
        page();

        assertThat(feed.reading().atTip()).isTrue();
        assertThat(feed.reading().tip()).contains(NOW);
    }

    @Test
    void leaves_the_tip_with_the_next_record_and_is_there_for_good_at_the_end() {
        ShardReading tip = ShardReading.from(NOW)
                .readNothing(NOW)
                .readNothing(NOW)
                .readNothing(NOW)
                .readNothing(NOW);

        ShardReading more = tip.read(NOW.plusSeconds(2), Optional.of(NOW.plusSeconds(1)));
        ShardReading end = more.end(NOW.plusSeconds(3)).end(NOW.plusSeconds(4));

        assertThat(more.atTip()).isFalse();
        assertThat(more.tip()).contains(NOW);
        assertThat(end.atTip()).isTrue();
        assertThat(end.tip()).contains(NOW.plusSeconds(3));
        assertThat(end.last()).contains(NOW.plusSeconds(3));
    }

    @Test
    void shows_what_was_fetched_until_it_is_applied_or_fetched_again() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);
        page();
        page();

        assertThat(feed.oldest(any -> true)).contains(TestRecords.FIRST);
        feed.applied(new SequenceNumber("1008"));
        assertThat(feed.oldest(any -> true)).contains(TestRecords.FIRST);
        feed.applied(new SequenceNumber("1009"));
        assertThat(feed.oldest(any -> true)).contains(TestRecords.FIRST.plusSeconds(10));

        fetcher.resetIterator("10", "1009", OLDEST);
        assertThat(feed.oldest(any -> true)).isEmpty();
        page();
        assertThat(feed.oldest(any -> true)).contains(TestRecords.FIRST.plusSeconds(10));
    }

    @Test
    void asks_for_no_more_records_than_the_worker_has_room_for_and_reads_on_as_they_are_applied() {
        FetchBudget.Share hog = budget.open();
        hog.put(BUDGET, 1000);
        IntStream.range(0, 999).forEach(shard -> budget.open());
        start(ExtendedSequenceNumber.TRIM_HORIZON);

        assertThat(page().records()).hasSize(2);
        assertThat(stream.recordsAsked()).containsExactly(2);
        assertThat(page().records()).as("it holds something, so it waits").isEmpty();
        assertThat(stream.recordsAsked()).hasSize(1);

        feed.applied(new SequenceNumber("1001"));
        assertThat(sequences(page())).startsWith("1002");
    }

    @Test
    void holds_what_it_has_fetched_until_that_is_applied() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);
        page();
        page();
        long record = FetchBudget.RECORD_OVERHEAD + 20;
        assertThat(budget.used()).isEqualTo(20 * record);

        feed.applied(new SequenceNumber("1009"));
        feed.applied(new SequenceNumber("1009"));
        assertThat(budget.used()).isEqualTo(10 * record);
        fetcher.resetIterator("10", "1009", OLDEST);
        assertThat(budget.used()).isZero();
    }

    @Test
    void holds_nothing_after_a_read_that_failed() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);
        stream.failRecords(() -> SdkClientException.create("no route"));

        assertThatThrownBy(fetcher::getRecords).hasMessageContaining("no route");

        assertThat(budget.used()).isZero();
    }

    @Test
    void reads_and_holds_nothing_once_its_feed_is_closed() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);
        page();

        feed.close();
        feed.close();

        assertThat(budget.used()).isZero();
        assertThat(page().records()).isEmpty();
        assertThat(fetcher.isShardEndReached()).isFalse();
        assertThat(stream.recordsAsked()).hasSize(1);
        assertThat(feed.oldest(any -> true)).isEmpty();
    }

    @Test
    void a_wait_for_its_turn_is_no_read() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);
        page();
        ShardReading before = feed.reading();
        feed.close();

        page();

        assertThat(feed.reading()).isEqualTo(before);
    }

    @Test
    void asks_nobody_before_it_reads() {
        stream.failIterator(ShardFetcherTest::missing);

        start(ExtendedSequenceNumber.TRIM_HORIZON);

        assertThat(stream.iteratorsAsked()).isEmpty();
    }

    @Test
    void passes_records_on_as_they_are_and_as_large_as_they_are() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);

        FetchedRecord record = (FetchedRecord) page().records().getFirst();

        assertThat(record.record()).isEqualTo(TestRecords.insert(0));
        assertThat(record.data().limit()).isEqualTo(20);
        assertThat(record.sequenceNumber()).isEqualTo("1000");
    }

    @Test
    void moves_on_only_when_a_page_is_accepted() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);

        fetcher.getRecords();

        assertThat(sequences(page())).startsWith("1000");
    }

    @Test
    void goes_back_to_where_kcl_wants_it() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);
        page();
        String next = fetcher.getRecords().getResultAdapter().nextShardIterator();
        page();

        fetcher.resetIterator(next, "1019", OLDEST);

        FetchedRecord first = (FetchedRecord) page().records().getFirst();
        assertThat(first.sequenceNumber()).isEqualTo("1020");
        assertThat(first.previous()).contains(new SequenceNumber("1019"));
    }

    @Test
    void asks_for_a_new_iterator_when_one_has_expired() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);
        page();
        stream.failRecords(() -> ExpiredIteratorException.builder().build());

        assertThat(sequences(page())).startsWith("1010");
        assertThat(gaps).isEmpty();
    }

    @Test
    void reads_nothing_behind_a_gap_that_could_not_be_kept_on_record() {
        stream.failIterator(() -> TrimmedDataAccessException.builder().build());
        stream.failIterator(() -> TrimmedDataAccessException.builder().build());
        refusals.add("the audit log does not answer");
        start(new ExtendedSequenceNumber("7"));

        assertThatThrownBy(this::page).hasMessageContaining("the audit log does not answer");
        FetchedRecord first = (FetchedRecord) page().records().getFirst();

        assertThat(gaps).singleElement().asString().contains("trimmed behind record 7");
        assertThat(first.sequenceNumber()).isEqualTo("1000");
    }

    @Test
    void tells_of_a_gap_where_records_behind_the_checkpoint_were_trimmed() {
        stream.failIterator(() -> TrimmedDataAccessException.builder().build());
        start(new ExtendedSequenceNumber("7"));

        FetchedRecord first = (FetchedRecord) page().records().getFirst();

        assertThat(gaps).singleElement().asString().contains("s1", "trimmed behind record 7");
        assertThat(first.sequenceNumber()).isEqualTo("1000");
        assertThat(first.previous()).isEmpty();
    }

    @Test
    void tells_of_a_gap_where_records_were_trimmed_while_it_read() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);
        page();
        stream.failRecords(() -> TrimmedDataAccessException.builder().build());

        assertThat(sequences(page())).startsWith("1000");

        assertThat(gaps).singleElement().asString().contains("trimmed behind record 1009");
    }

    @Test
    void tells_of_a_gap_and_ends_where_the_shard_was_trimmed_whole() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);
        page();
        stream.trimWhole();

        assertThat(page().records()).isEmpty();

        assertThat(fetcher.isShardEndReached()).isTrue();
        assertThat(gaps).singleElement().asString().contains("s1 was trimmed whole, and read only to record 1009");
    }

    @Test
    void does_not_take_a_missing_stream_for_the_end_of_a_shard() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);
        stream.drop();

        assertThatThrownBy(fetcher::getRecords).isInstanceOf(ResourceNotFoundException.class);

        assertThat(fetcher.isShardEndReached()).isFalse();
    }

    @Test
    void tries_again_where_a_listed_shard_is_missing_and_gives_an_ended_one_up_after_some_time() {
        start(ExtendedSequenceNumber.TRIM_HORIZON);
        page();
        stream.end();
        stream.failRecords(ShardFetcherTest::missing);
        stream.failIterator(ShardFetcherTest::missing);

        assertThatThrownBy(fetcher::getRecords).hasMessageContaining("reading again");
        assertThatThrownBy(fetcher::getRecords).hasMessageContaining("reading again");
        assertThat(gaps).isEmpty();
        stream.failIterator(ShardFetcherTest::missing);

        assertThat(page().records()).isEmpty();
        assertThat(gaps).hasSize(1);
        assertThat(fetcher.isShardEndReached()).isTrue();
    }

    private static RuntimeException missing() {
        return ResourceNotFoundException.builder().message("by chance").build();
    }

    private void start(ExtendedSequenceNumber checkpoint) {
        fetcher.initialize(checkpoint, OLDEST);
    }

    private GetRecordsResponseAdapter page() {
        return fetcher.getRecords().acceptAdapter();
    }

    private static List<String> sequences(GetRecordsResponseAdapter page) {
        return page.records().stream().map(record -> record.sequenceNumber()).toList();
    }

    private void keep(String detail) {
        if (!refusals.isEmpty()) {
            throw new IllegalStateException(refusals.removeFirst());
        }
        gaps.add(detail);
    }

    private ShardFetcher fetcher() {
        StreamArn arn = new StreamArn("arn:aws:dynamodb:eu-central-1:123456789012:table/things/stream/now");
        return new ShardFetcher(
                new FetchSource(
                        stream,
                        new StreamReader(stream, arn),
                        new PollingPace(Duration.ZERO, Duration.ZERO, 10),
                        new CallGate(1, 1_000_000),
                        (table, detail) -> keep(detail)),
                feed,
                StreamIdentifier.singleStreamInstance("things"));
    }
}
