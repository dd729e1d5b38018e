package dev.afterimage.config;

import dev.afterimage.yaml.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Where a secret stands, which itself is in no configuration: {@code env:NAME} or {@code file:PATH}. Immutable. */
public sealed interface SecretReference {
    /** In this variable of the environment. */
    record InEnvironment(String variable) implements SecretReference {
        public InEnvironment {
            if (!variable.matches("[a-zA-Z_][a-zA-Z0-9_]*") || variable.startsWith(Overrides.PREFIX)) {
                throw new IllegalArgumentException("'" + variable + "' cannot hold a secret");
            }
        }

        @Override
        public String read(Map<String, String> environment) {
            return notBlank(environment.getOrDefault(variable, ""), "the variable " + variable);
        }
    }

    /** In this file, but for white space around it. */
    record InFile(Path file) implements SecretReference {
        @Override
        public String read(Map<String, String> environment) {
            try {
                return notBlank(Files.readString(file), "the file " + file);
            } catch (IOException unreadable) {
                throw new MissingSecretException("the file " + file + " with a secret cannot be read: " + unreadable);
            }
        }
    }

    /** It is this one, which a program has made up. No configuration can say so. */
    record Given(String secret) implements SecretReference {
        @Override
        public String read(Map<String, String> environment) {
            return secret;
        }

        @Override
        public String toString() {
            return "(secret)";
        }
    }

    /** The secret; a {@link MissingSecretException} where it is not there. */
    String read(Map<String, String> environment);

    /** Reads what the configuration says; an {@link IllegalArgumentException} where it is none of the two. */
    static SecretReference of(String text) {
        if (text.startsWith("env:")) {
            return new InEnvironment(text.substring("env:".length()));
        }
        if (text.startsWith("file:") && text.length() > "file:".length()) {
            return new InFile(path(text.substring("file:".length())));
        }
        throw new IllegalArgumentException("not where a secret stands");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException none) {
            throw new IllegalArgumentException(none.getMessage(), none);
        }
    }

    private static String notBlank(String text, String where) {
        if (text.isBlank()) {
            throw new MissingSecretException(where + " should hold a secret and is empty");
        }
        return text.strip();
    }
}
