package dev.afterimage.console.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.zip.CRC32C;

/** A file that pages name: a style, a script, a picture. Immutable. */
public final class Asset {
    private static final String ORGANISATION = "org.webjars.npm/";

    private final String path;
    private final String contentType;
    private final byte[] content;

    private Asset(String name, String contentType, String resource) {
        this.content = read(resource);
        this.contentType = contentType;
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        this.path = "/assets/" + Long.toHexString(checksum.getValue()) + "/" + name;
    }

    /** One of our own. */
    static Asset own(String name, String contentType) {
        return new Asset(name, contentType, "/dev/afterimage/console/" + name);
    }

    /** One of a library's, whose version its jar knows. */
    static Asset ofLibrary(String name, String contentType, String library, String file) {
        String folder = "/META-INF/resources/webjars/" + library + "/" + version(library) + "/";
        return new Asset(name, contentType, folder + file);
    }

    /** Where it is asked for; this changes with the content, which may so be kept for ever. */
    public String path() {
        return path;
    }

    void answer(Context request) {
        request.contentType(contentType)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .result(content);
    }

    private static String version(String library) {
        String resource = "/META-INF/maven/" + ORGANISATION + library + "/pom.properties";
        try (InputStream stream = open(resource)) {
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + resource, broken);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream stream = open(resource)) {
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + resource, broken);
        }
    }

    private static InputStream open(String resource) {
        InputStream stream = Asset.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("the program's jars lack " + resource);
        }
        return stream;
    }
}
