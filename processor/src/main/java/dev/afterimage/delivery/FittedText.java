package dev.afterimage.delivery;

import dev.afterimage.expiry.ExpiryEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An event as the text that is delivered. Where it would be larger than the receiver takes, its image is left out: the text
 * says so, and the cursor in it tells where the event is found.
 *
 * @param size in bytes
 */
public record FittedText(ExpiryEvent event, String text, int size) {
    /** The text of an event, of so many bytes at most. */
    public static FittedText of(ExpiryEvent event, ImageForm form, int largest) {
        FittedText whole = of(event, ExpiryCloudEvents.json(event, form));
        return whole.size <= largest ? whole : of(event, ExpiryCloudEvents.json(event, ImageForm.NONE));
    }

    private static FittedText of(ExpiryEvent event, String json) {
        String text = withoutNonCharacters(json);
        return new FittedText(event, text, text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** SQS and SNS refuse what XML cannot hold; of that only these two are not escaped in JSON. */
    private static String withoutNonCharacters(String json) {
        return json.replace("\uFFFE", "\\uFFFE").replace("\uFFFF", "\\uFFFF");
    }

    /** The texts in their order, in groups of so many and so many bytes at most, with so many more for each text. */
    public static List<List<FittedText>> groups(List<FittedText> texts, int most, int largest, int overhead) {
        List<List<FittedText>> groups = new ArrayList<>();
        List<FittedText> group = new ArrayList<>();
        int size = 0;
        for (FittedText text : texts) {
            int more = text.size + overhead;
            if (!group.isEmpty() && (group.size() == most || size + more > largest)) {
                groups.add(group);
                group = new ArrayList<>();
                size = 0;
            }
            group.add(text);
            size += more;
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }
}
