package dev.afterimage.typed;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;

/**
 * A component of a record as an attribute.
 *
 * @param type of the value that is there, without an {@link Optional} around it
 */
record Component(String attribute, Type type, boolean optional, Class<?> raw, Method accessor) {
    static List<Component> of(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
    }

    private static Component of(RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        boolean optional = component.getType() == Optional.class;
        Type type = optional
                ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                : component.getGenericType();
        return new Component(name(component), type, optional, component.getType(), accessor);
    }

    private static String name(RecordComponent component) {
        DynamoDbAttribute other = component.getAccessor().getAnnotation(DynamoDbAttribute.class);
        return other == null ? component.getName() : other.value();
    }

    /** The component of a record, without an {@link Optional} around it. */
    @Nullable
    Object of(Object value) {
        try {
            Object found = accessor.invoke(value);
            return found instanceof Optional<?> some ? some.orElse(null) : found;
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException("component '" + attribute + "' cannot be read", failed);
        }
    }

    /** What the record is made with; an {@link UnreadableItemException} where an attribute must be there and is not. */
    Object argument(@Nullable Object value) {
        if (optional) {
            return Optional.ofNullable(value);
        }
        if (value == null) {
            throw new UnreadableItemException("the item lacks the attribute '" + attribute + "'");
        }
        return value;
    }
}
