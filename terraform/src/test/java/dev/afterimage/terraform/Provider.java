package dev.afterimage.terraform;

import dev.afterimage.terraform.provider.SchemaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the provider that stands in for AWS's, with the types that modules and examples use: one for all, closed at the end. */
final class Provider implements ParameterResolver {
    private static final Pattern RESOURCE = Pattern.compile("(?m)^resource \"(aws_\\w+)\"");
    private static final Pattern DATA = Pattern.compile("(?m)^data \"(aws_\\w+)\"");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SchemaServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(
                        SchemaServer.class,
                        _ -> SchemaServer.start(Terraform.TARGET, types(RESOURCE), types(DATA)),
                        SchemaServer.class);
    }

    private static Set<String> types(Pattern pattern) {
        Set<String> types = new TreeSet<>();
        for (String part : List.of("modules", "examples")) {
            try (Stream<Path> files = Files.walk(Terraform.MODULES.resolve(part))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".tf")).toList()) {
                    pattern.matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .forEach(types::add);
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return types;
    }
}
