package dev.afterimage.inspection;

import dev.afterimage.projection.AttributeChange;
import dev.afterimage.projection.Write;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A write to a derived row as people read it, on one line. */
public final class WriteText {
    private WriteText() {}

    /** {@code put}, {@code update} or {@code delete}. */
    public static String kind(Write write) {
        return switch (write) {
            case Write.Put put -> "put";
            case Write.Delete delete -> "delete";
            case Write.Update update -> "update";
        };
    }

    /** What it makes of the row; empty for one that deletes it. */
    public static String effect(Write write) {
        return switch (write) {
            case Write.Put put ->
                attributes(put.item().attributes(), put.row().key().attributes());
            case Write.Delete delete -> "";
            case Write.Update update ->
                update.changes().entrySet().stream()
                        .map(entry -> change(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
        };
    }

    public static String of(Write write) {
        String head = kind(write) + " " + write.row();
        return write instanceof Write.Delete ? head : head + "  " + effect(write);
    }

    private static String attributes(Map<String, AttributeValue> all, Map<String, AttributeValue> key) {
        return all.entrySet().stream()
                .filter(entry -> !key.containsKey(entry.getKey()))
                .map(entry -> entry.getKey() + ": " + ValueText.of(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String change(String name, AttributeChange change) {
        return switch (change) {
            case AttributeChange.Set set -> "set " + name + ": " + ValueText.of(set.value());
            case AttributeChange.Add add -> "add " + add.difference().toPlainString() + " to " + name;
            case AttributeChange.Remove remove -> "remove " + name;
        };
    }
}
