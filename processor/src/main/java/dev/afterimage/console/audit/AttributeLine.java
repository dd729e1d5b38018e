package dev.afterimage.console.audit;

import dev.afterimage.inspection.AttributePath;
import dev.afterimage.inspection.ValueText;
import dev.afterimage.item.Item;
import java.util.List;

/** An attribute of an image and its value, of a very long one the beginning, as a line of a page. */
public record AttributeLine(String name, String value) {
    private static final int LONGEST = 4_000;

    /** All attributes of an image. */
    public static List<AttributeLine> of(Item image) {
        return image.attributes().entrySet().stream()
                .map(entry -> new AttributeLine(
                        AttributePath.of(entry.getKey()).toString(), ValueText.of(entry.getValue(), LONGEST)))
                .toList();
    }
}
