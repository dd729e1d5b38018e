package dev.afterimage.terraform.provider;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

/** A value as it stands in a plan, which may be unknown until it is applied. */
final class DynamicValue {
    private static final int MSGPACK = 1;
    private static final Value UNKNOWN = ValueFactory.newExtension((byte) 0, new byte[] {0});

    private DynamicValue() {}

    /** A value that was received; nil where there is none. */
    static Value read(Message.Received message) {
        byte[] bytes = message.bytes(MSGPACK).orElse(ByteString.EMPTY).toByteArray();
        if (bytes.length == 0) {
            return ValueFactory.newNil();
        }
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
            return unpacker.unpackValue();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Message write(Value value) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packer.packValue(value);
            return new Message().bytes(MSGPACK, ByteString.copyFrom(packer.toByteArray()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What only AWS can say becomes unknown. */
    static Value planned(Block block, Value value) {
        if (!value.isMapValue()) {
            return value;
        }
        Map<Value, Value> fields = new LinkedHashMap<>(value.asMapValue().map());
        for (Block.Attribute attribute : block.attributes()) {
            Value name = ValueFactory.newString(attribute.name());
            if (attribute.flags().computed()
                    && fields.getOrDefault(name, ValueFactory.newNil()).isNilValue()) {
                fields.put(name, UNKNOWN);
            }
        }
        for (Block.Nested nested : block.blocks()) {
            fields.computeIfPresent(
                    ValueFactory.newString(nested.name()), (name, inner) -> plannedBlocks(nested.block(), inner));
        }
        return ValueFactory.newMap(fields);
    }

    private static Value plannedBlocks(Block block, Value value) {
        if (!value.isArrayValue()) {
            return planned(block, value);
        }
        List<Value> blocks = new ArrayList<>();
        value.asArrayValue().forEach(one -> blocks.add(planned(block, one)));
        return ValueFactory.newArray(blocks);
    }

    /** The same with these fields. */
    static Value with(Value value, Map<String, Value> answers) {
        Map<Value, Value> fields = new LinkedHashMap<>(value.asMapValue().map());
        answers.forEach((name, answer) -> fields.put(ValueFactory.newString(name), answer));
        return ValueFactory.newMap(fields);
    }
}
