package dev.afterimage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferenceTest {
    @TempDir
    private Path folder;

    @Test
    void reads_a_variable_or_a_file_without_the_white_space_around() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), " s3cret\n");

        assertThat(SecretReference.of("env:TOKEN").read(Map.of("TOKEN", "s3cret")))
                .isEqualTo("s3cret");
        assertThat(SecretReference.of("file:" + file).read(Map.of())).isEqualTo("s3cret");
    }

    @Test
    void says_what_is_missing() throws IOException {
        Path blank = Files.writeString(folder.resolve("blank"), " \n");

        assertThatThrownBy(() -> SecretReference.of("env:TOKEN").read(Map.of()))
                .isInstanceOf(MissingSecretException.class)
                .hasMessageContaining("TOKEN");
        assertThatThrownBy(() -> SecretReference.of("file:" + blank).read(Map.of()))
                .isInstanceOf(MissingSecretException.class)
                .hasMessageContaining(blank.toString());
        assertThatThrownBy(() ->
                        SecretReference.of("file:" + folder.resolve("none")).read(Map.of()))
                .isInstanceOf(MissingSecretException.class)
                .hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "env:", "env:a b", "env:AFTERIMAGE_TOKEN", "file:", "file:\0"})
    void is_never_the_secret_itself(String text) {
        assertThatThrownBy(() -> SecretReference.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
