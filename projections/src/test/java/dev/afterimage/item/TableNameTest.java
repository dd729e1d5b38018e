package dev.afterimage.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class TableNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"abc", "A_b-c.9", "___"})
    void takes_what_dynamodb_takes(String name) {
        assertThat(new TableName(name)).hasToString(name);
        assertThat(new TableName("x".repeat(255)).value()).hasSize(255);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "a/b", "a b c", "größe", "abc\n"})
    void refuses_what_dynamodb_refuses(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TableName(name))
                .withMessage("'" + name + "' is no table name: use 3 to 255 of the characters a-z A-Z 0-9 _ . -");
        assertThatIllegalArgumentException().isThrownBy(() -> new TableName("x".repeat(256)));
    }
}
