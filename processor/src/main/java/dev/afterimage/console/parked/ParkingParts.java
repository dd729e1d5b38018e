package dev.afterimage.console.parked;

import dev.afterimage.item.TableName;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.table.KeySchema;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What work on parked changes needs.
 *
 * @param tables the tables that are followed
 * @param keys the key of a source table; empty where there is no such table
 * @param explain says what is wrong where a failure comes from DynamoDB
 */
public record ParkingParts(
        ParkingLot lot,
        Redrivers redrivers,
        List<TableName> tables,
        Function<TableName, Optional<KeySchema>> keys,
        Function<Throwable, Optional<String>> explain,
        ParkedTotal total,
        InstantSource clock) {
    public ParkingParts {
        tables = List.copyOf(tables);
    }

    /** Makes who does an operator's work. */
    @FunctionalInterface
    public interface Redrivers {
        Redriver of(String operator, StopSignal stop);
    }
}
