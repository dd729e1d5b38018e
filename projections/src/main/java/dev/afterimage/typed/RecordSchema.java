package dev.afterimage.typed;

import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.ImmutableAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/**
 * Schemas of records. Each component is an attribute of its name, or of the one that {@code @DynamoDbAttribute} gives it.
 * Components may be of all types that the Enhanced Client converts: texts, numbers, booleans, enums, times, lists, sets
 * and maps of these; records; and an {@link Optional} of each, for an attribute that may be missing. All others must be
 * there.
 */
public final class RecordSchema {
    private RecordSchema() {}

    /** The schema of a record; an {@link IllegalArgumentException} where a component is of no such type. */
    public static <T extends Record> TableSchema<T> of(Class<T> type) {
        List<Component> components = Component.of(type);
        RecordMaker<T> maker = new RecordMaker<>(type, components);
        StaticImmutableTableSchema.Builder<T, Draft> schema =
                TableSchema.builder(type, Draft.class).newItemBuilder(() -> new Draft(components.size()), maker::make);
        for (int index = 0; index < components.size(); index++) {
            schema.addAttribute(attribute(
                    type,
                    index,
                    components.get(index),
                    enhanced(components.get(index).type())));
        }
        try {
            return schema.build();
        } catch (IllegalStateException unknown) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " has a component that is no attribute: " + unknown.getMessage(), unknown);
        }
    }

    private static <T, R> ImmutableAttribute<T, Draft, R> attribute(
            Class<T> type, int index, Component component, EnhancedType<R> attribute) {
        return ImmutableAttribute.builder(EnhancedType.of(type), EnhancedType.of(Draft.class), attribute)
                .name(component.attribute())
                .getter(value -> attribute.rawClass().cast(component.of(value)))
                .setter((draft, value) -> draft.set(index, value))
                .build();
    }

    private static EnhancedType<?> enhanced(Type type) {
        if (type instanceof Class<?> plain && plain.isRecord()) {
            return document(plain.asSubclass(Record.class));
        }
        return type instanceof Class<?> plain
                ? EnhancedType.of(MethodType.methodType(plain).wrap().returnType())
                : EnhancedType.of(type);
    }

    private static <T extends Record> EnhancedType<T> document(Class<T> type) {
        return EnhancedType.documentOf(type, of(type));
    }
}
