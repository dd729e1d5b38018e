package dev.afterimage.cli;

import dev.afterimage.item.Item;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What differs between two images of an item, one line an attribute: {@code +} new, {@code -} gone, {@code ~} another. */
final class ItemDiff {
    private ItemDiff() {}

    static List<String> lines(Item before, Item after) {
        return before.differences(after).stream()
                .map(name -> line(name, before.get(name), after.get(name)))
                .toList();
    }

    private static String line(String name, Optional<AttributeValue> before, Optional<AttributeValue> after) {
        if (before.isEmpty()) {
            return "+ " + name + ": " + after.map(ValueText::of).orElse("");
        }
        String old = ValueText.of(before.get());
        return after.map(value -> "~ " + name + ": " + old + " → " + ValueText.of(value))
                .orElse("- " + name + ": " + old);
    }
}
