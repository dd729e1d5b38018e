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
            return ItemJson.read(new String(gzip.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new DamagedException("its packed attributes cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
