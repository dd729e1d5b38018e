package dev.afterimage.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What plugins see of the program: the JDK, what projections are written with, and the values of the AWS SDK. Everything
 * else is hidden, so that a plugin's own libraries never meet those of the program.
 */
final class VisibleClasses extends ClassLoader {
    /** Packages with all that is below them. */
    private static final List<String> VISIBLE = List.of(
            "dev.afterimage.item.",
            "dev.afterimage.change.",
            "dev.afterimage.projection.",
            "dev.afterimage.table.",
            "dev.afterimage.typed.",
            "org.jspecify.annotations.",
            "software.amazon.awssdk.annotations.",
            "software.amazon.awssdk.awscore.",
            "software.amazon.awssdk.core.",
            "software.amazon.awssdk.enhanced.dynamodb.",
            "software.amazon.awssdk.services.dynamodb.model.",
            "software.amazon.awssdk.utils.");

    private final ClassLoader program;

    static {
        registerAsParallelCapable();
    }

    VisibleClasses(ClassLoader program) {
        super("afterimage-api", ClassLoader.getPlatformClassLoader());
        this.program = program;
    }

    static boolean visible(String className) {
        return VISIBLE.stream().anyMatch(className::startsWith);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!visible(name)) {
            throw new ClassNotFoundException(name);
        }
        return program.loadClass(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return visible(name.replace('/', '.')) ? program.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return visible(name.replace('/', '.'))
                ? Objects.requireNonNull(program.getResources(name))
                : Collections.emptyEnumeration();
    }
}
