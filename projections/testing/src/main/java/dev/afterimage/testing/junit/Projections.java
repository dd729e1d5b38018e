package dev.afterimage.testing.junit;

import dev.afterimage.projection.Projection;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Makes the projections that an annotation names. */
final class Projections {
    private Projections() {}

    static List<Projection> of(AfterimageTest test) {
        List<Projection> projections = new ArrayList<>();
        for (Class<? extends Projection> type : test.value()) {
            projections.add(make(type));
        }
        return projections;
    }

    private static Projection make(Class<? extends Projection> type) {
        try {
            Constructor<? extends Projection> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException missing) {
            throw new ExtensionConfigurationException(
                    type.getName() + " has no constructor without parameters: make the projection yourself and use "
                            + "ProjectionScenario.of(projections)",
                    missing);
        } catch (InvocationTargetException failed) {
            throw new ExtensionConfigurationException(
                    "the constructor of " + type.getName() + " failed: " + failed.getCause(), failed);
        } catch (ReflectiveOperationException unusable) {
            throw new ExtensionConfigurationException(type.getName() + " cannot be made: " + unusable, unusable);
        }
    }
}
