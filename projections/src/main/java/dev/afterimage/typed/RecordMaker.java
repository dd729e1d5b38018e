package dev.afterimage.typed;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** Makes records of their components. Thread-safe. */
final class RecordMaker<T extends Record> {
    private final List<Component> components;
    private final Constructor<T> constructor;

    RecordMaker(Class<T> type, List<Component> components) {
        this.components = List.copyOf(components);
        try {
            this.constructor = type.getDeclaredConstructor(
                    components.stream().map(Component::raw).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    T make(Draft draft) {
        Object[] arguments = new Object[components.size()];
        for (int index = 0; index < arguments.length; index++) {
            arguments[index] = components.get(index).argument(draft.get(index));
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            throw new UnreadableItemException("its constructor refuses the item ("
                    + refused.getTargetException().getClass().getSimpleName() + ")");
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
