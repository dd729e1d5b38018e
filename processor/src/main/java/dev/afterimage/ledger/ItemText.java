package dev.afterimage.ledger;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names an item within a key of a log: {@code items#datetime=D1&list_id=L1}, the table and the item's canonical key.
 *
 * <p>DynamoDB takes keys of 1 KB at least, but an item's own key may have 3 KB. Of a text over {@value #LONGEST} bytes
 * only the beginning is kept, and {@code ##} and the SHA-256 of the whole take the place of the rest; no text that is
 * whole has two {@code #} in a row.
 */
public final class ItemText {
    /** In bytes of UTF-8; leaves room for a time and a sequence number in a sort key, which has 1024 at most. */
    public static final int LONGEST = 900;

    private static final int KEPT = 200;
    private static final int BYTES_OF_A_CHARACTER = 3;

    private ItemText() {}

    public static String of(TableName table, ItemKey key) {
        String whole = table + "#" + key.canonical();
        return fits(whole) ? whole : shortened(whole);
    }

    private static boolean fits(String text) {
        return text.length() * BYTES_OF_A_CHARACTER <= LONGEST
                || text.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    private static String shortened(String whole) {
        int end = Character.isHighSurrogate(whole.charAt(KEPT - 1)) ? KEPT - 1 : KEPT;
        return whole.substring(0, end) + "##" + HexFormat.of().formatHex(sha256(whole));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
