package dev.afterimage.terraform.provider;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message of protocol buffers, by the numbers of its fields. The plugin protocol needs so few of them that a compiler of
 * protocols would be more to look after than this. For one thread.
 */
final class Message {
    private final ByteString.Output bytes = ByteString.newOutput();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    Message text(int field, String value) {
        return write(() -> out.writeString(field, value));
    }

    Message bytes(int field, ByteString value) {
        return write(() -> out.writeBytes(field, value));
    }

    Message number(int field, long value) {
        return write(() -> out.writeInt64(field, value));
    }

    Message flag(int field, boolean value) {
        return value ? write(() -> out.writeBool(field, true)) : this;
    }

    Message message(int field, Message value) {
        return bytes(field, value.toBytes());
    }

    ByteString toBytes() {
        write(out::flush);
        return bytes.toByteString();
    }

    InputStream toStream() {
        return new ByteArrayInputStream(toBytes().toByteArray());
    }

    private interface Writing {
        void run() throws IOException;
    }

    private Message write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A message that was received; of a field that is there several times the last counts. */
    record Received(Map<Integer, ByteString> fields) {
        /** Fields of numbers are left out: nobody asks for them. */
        static Received of(InputStream stream) {
            Map<Integer, ByteString> fields = new HashMap<>();
            try {
                CodedInputStream in = CodedInputStream.newInstance(stream);
                for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                        fields.put(WireFormat.getTagFieldNumber(tag), in.readBytes());
                    } else {
                        in.skipField(tag);
                    }
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            return new Received(fields);
        }

        String text(int field) {
            return fields.getOrDefault(field, ByteString.EMPTY).toStringUtf8();
        }

        Optional<ByteString> bytes(int field) {
            return Optional.ofNullable(fields.get(field));
        }

        Received message(int field) {
            return of(fields.getOrDefault(field, ByteString.EMPTY).newInput());
        }
    }
}
