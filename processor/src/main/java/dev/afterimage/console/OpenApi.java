package dev.afterimage.console;

import dev.afterimage.console.web.Access;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of everything under {@code /api}; it holds no data, so everybody may have it. */
final class OpenApi {
    private static final String RESOURCE = "/dev/afterimage/console/openapi.yaml";

    private OpenApi() {}

    static void addTo(RoutesConfig routes) {
        byte[] file = file();
        routes.get(
                "/api/openapi.yaml",
                request -> request.contentType("application/yaml").result(file),
                Access.OPEN);
    }

    static byte[] file() {
        try (InputStream stream = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the program's jars lack " + RESOURCE);
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + RESOURCE, broken);
        }
    }
}
