package dev.afterimage.tracing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The fields of a message of protocol buffers, by their numbers. */
final class Wire {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    private final List<Field> fields = new ArrayList<>();

    /** A field: a number, or bytes. */
    private record Field(int number, long value, ByteBuffer content) {}

    Wire(byte[] message) {
        this(ByteBuffer.wrap(message));
    }

    private Wire(ByteBuffer message) {
        ByteBuffer in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long key = varint(in);
            fields.add(field((int) (key >>> 3), (int) (key & 7), in));
        }
    }

    private static Field field(int number, int type, ByteBuffer in) {
        return switch (type) {
            case VARINT -> new Field(number, varint(in), ByteBuffer.allocate(0));
            case FIXED_64 -> new Field(number, in.getLong(), ByteBuffer.allocate(0));
            case FIXED_32 -> new Field(number, in.getInt(), ByteBuffer.allocate(0));
            case LENGTH -> {
                int length = (int) varint(in);
                ByteBuffer content = in.slice(in.position(), length);
                in.position(in.position() + length);
                yield new Field(number, 0, content);
            }
            default -> throw new IllegalArgumentException("there is no type " + type);
        };
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }

    boolean has(int number) {
        return fields.stream().anyMatch(field -> field.number() == number);
    }

    /** 0 where it is not there. */
    long number(int number) {
        return of(number).map(Field::value).findFirst().orElse(0L);
    }

    /** Empty where they are not there. */
    byte[] bytes(int number) {
        ByteBuffer content = of(number).map(Field::content).findFirst().orElse(ByteBuffer.allocate(0));
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    Stream<Wire> messages(int number) {
        return of(number).map(field -> new Wire(field.content()));
    }

    private Stream<Field> of(int number) {
        return fields.stream().filter(field -> field.number() == number);
    }
}
