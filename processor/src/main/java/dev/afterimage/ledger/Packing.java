package dev.afterimage.ledger;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Attributes as few bytes: gzip of their DynamoDB JSON, which {@code base64 -d | gunzip} of the shell reads as well. */
final class Packing {
    /** Two images of 400 KB are JSON of 8 MB at most (many empty texts); what is far larger nobody packed. */
    static final int LARGEST = 16 * 1024 * 1024;

    private Packing() {}

    static byte[] pack(Item item) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(ItemJson.write(item).getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** What was packed. Gzip ends with a checksum of what it holds, so no altered byte goes unseen. */
    static Item unpack(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] json = gzip.readNBytes(LARGEST + 1);
            if (json.length > LARGEST) {
                throw new DamagedException("its packed attributes are larger than " + LARGEST + " bytes");
            }
            return ItemJson.read(new String(json, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new DamagedException("its packed attributes cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
