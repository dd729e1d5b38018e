package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.fuzz.Chaos;
import dev.afterimage.fuzz.Fuzz;
import dev.afterimage.fuzz.WildRecords;
import dev.afterimage.stream.MalformedRecord;
import dev.afterimage.stream.RecordDecoder;
import dev.afterimage.stream.StreamSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Batches in which some records are no changes. */
class BatchFuzzTest {
    @Test
    void a_batch_is_read_up_to_its_first_malformed_record_which_is_told() {
        Fuzz.inputs("batches", 400, BatchFuzzTest::batch, batch -> {
            ChangeReading.Outcome outcome = new ChangeReading(batch.decoder(), Optional.empty()).read(batch.records());

            List<Change> good = new ArrayList<>();
            for (Record record : batch.records()) {
                Optional<Change> change = decoded(batch.decoder(), record);
                if (change.isEmpty()) {
                    break;
                }
                good.add(change.get());
            }
            assertThat(outcome.changes()).isEqualTo(good);
            assertThat(outcome.records()).isEqualTo(good.size());
            assertThat(outcome.problem().isPresent())
                    .isEqualTo(good.size() < batch.records().size());
        });
    }

    private record Batch(RecordDecoder decoder, List<Record> records) {
        @Override
        public String toString() {
            return records.size() + " records";
        }
    }

    private static Batch batch(Chaos chaos) {
        StreamSource source = WildRecords.source(chaos);
        List<Record> records = new ArrayList<>();
        for (int number = 0; number < 1 + chaos.below(12); number++) {
            records.add(chaos.once(8) ? WildRecords.wild(chaos, number) : WildRecords.sound(chaos, number));
        }
        return new Batch(new RecordDecoder(source), records);
    }

    private static Optional<Change> decoded(RecordDecoder decoder, Record record) {
        try {
            return Optional.of(decoder.decode(record));
        } catch (MalformedRecord malformed) {
            return Optional.empty();
        }
    }
}
