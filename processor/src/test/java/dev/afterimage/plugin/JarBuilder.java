package dev.afterimage.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles sources of plugins, whose classes no test's class path holds, and packs them. */
public final class JarBuilder {
    private static final String SERVICES = "META-INF/services/dev.afterimage.projection.Projection";

    private final Path work;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();

    /** Works in a folder of its own. */
    public JarBuilder(Path work) {
        this.work = work;
    }

    /** With a class of this name, such as {@code shop.Totals}. */
    public JarBuilder source(String name, String text) {
        sources.put(name, text);
        return this;
    }

    /** With a projection of this name that counts orders, and writes into a table of its name. */
    public JarBuilder projection(String className, String name) {
        return source(className, """
                package %s;

                import dev.afterimage.change.Change;
                import dev.afterimage.item.TableName;
                import dev.afterimage.projection.DerivedTable;
                import dev.afterimage.projection.Projection;
                import dev.afterimage.projection.ProjectionName;
                import dev.afterimage.projection.Write;
                import dev.afterimage.table.KeyAttribute;
                import dev.afterimage.table.KeySchema;
                import dev.afterimage.table.TableDefinition;
                import java.util.List;
                import java.util.Set;
                import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

                public class %s implements Projection {
                    private static final DerivedTable TABLE = DerivedTable.of(
                            TableDefinition.of("%s", KeySchema.of(KeyAttribute.string("table"))));

                    public ProjectionName name() {
                        return new ProjectionName("%s");
                    }

                    public Set<TableName> sources() {
                        return Set.of(new TableName("orders"));
                    }

                    public List<DerivedTable> tables() {
                        return List.of(TABLE);
                    }

                    public List<Write> project(Change change) {
                        int count = change.after().map(image -> 1).orElse(0) - change.before().map(image -> 1).orElse(0);
                        return List.of(Write.update(TABLE.row(AttributeValue.fromS("orders"))).add("count", count));
                    }
                }
                """.formatted(
                        packageOf(className), className.substring(className.lastIndexOf('.') + 1), name, name));
    }

    /** Names these classes as projections. */
    public JarBuilder services(String... classes) {
        files.put(SERVICES, String.join("\n", classes) + "\n");
        return this;
    }

    /** Leaves the class out of the jar. */
    public JarBuilder without(String className) {
        left.add(className.replace('.', '/') + ".class");
        return this;
    }

    /** Writes the jar. */
    public Path build(Path jar) {
        return build(jar, 0);
    }

    /** Writes the jar with classes that say they are built for another version of Java; 0 for this one. */
    public Path build(Path jar, int javaVersion) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                write(out, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            Path classes = compile();
            for (Path file : classFiles(classes)) {
                String name = classes.relativize(file).toString();
                if (!left.contains(name)) {
                    byte[] bytes = Files.readAllBytes(file);
                    if (javaVersion > 0) {
                        ByteBuffer.wrap(bytes).putShort(6, (short) (javaVersion + 44));
                    }
                    write(out, name, bytes);
                }
            }
            return jar;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path compile() throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<String> arguments = new ArrayList<>(
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        if (!sources.isEmpty()) {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            int result = compiler.run(null, null, null, arguments.toArray(String[]::new));
            if (result != 0) {
                throw new IllegalStateException("the plugin's sources do not compile: the output says why");
            }
        }
        return classes;
    }

    private static List<Path> classFiles(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
    }

    private static void write(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }
}
