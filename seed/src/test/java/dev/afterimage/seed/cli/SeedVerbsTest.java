package dev.afterimage.seed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedVerbsTest {
    private final CommandLineFixture line = new CommandLineFixture();

    @ParameterizedTest
    @ValueSource(strings = {"local", "seed", "seed tables", "seed load", "seed traffic"})
    void every_verb_has_help_with_examples(String verb) {
        assertThat(line.run((verb + " --help").split(" "))).isZero();
        assertThat(line.out()).contains("Usage: afterimage " + verb).contains("Examples:", "  afterimage " + verb);
        assertThat(line.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            seed                                     | say which: tables, load or traffic
            local --port 70000                       | a port is a number from 0 to 65535, not 70000
            local --port eighty                      | Invalid value for option '--port': 'eighty' is not an int
            seed load --users 0                      | users: at least 1, not 0
            seed load --expiring 2                   | the share of what lapses: from 0 to 1, not 2.0
            seed load --expires-within soon          | Invalid value for option '--expires-within': 'soon' is no duration: it looks like 500ms, 30s, 5m, 2h or 1d
            seed load --threads 0                    | there are 1 to 256 threads, not 0
            seed load --endpoint 127.0.0.1:8000      | '127.0.0.1:8000'
            seed load --endpoint ftp://x             | 'ftp://x' is no endpoint: it looks like http://127.0.0.1:8000
            seed traffic --rate -1                   | a rate is above 0 and at most 100000, not -1.0
            seed traffic --mix sing=1                | no action 'sing'; there are sign-up, change-email
            seed traffic --longest-life 10ms         | the longest life is a second or more, not PT0.01S
            """)
    void wrong_usage_is_told_in_a_line_and_ends_with_2(String arguments, String message) {
        assertThat(line.run(arguments.split(" +"))).isEqualTo(2);
        assertThat(line.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void where_nobody_listens_it_says_how_to_start_one_and_ends_with_1() {
        assertThat(line.run("seed", "load", "--endpoint", "http://127.0.0.1:9")).isEqualTo(1);
        assertThat(line.err())
                .isEqualToNormalizingNewlines("afterimage: cannot reach DynamoDB: connection refused; is it running?"
                        + " 'afterimage local' starts one here\n");
    }

    @Test
    void a_host_that_does_not_exist_is_told_so_and_ends_with_1() {
        assertThat(line.run("seed", "traffic", "--endpoint", "http://localhost.invalid:8000", "--region", "x"))
                .isEqualTo(1);
        assertThat(line.err())
                .startsWith("afterimage: ")
                .doesNotContain("\tat ")
                .hasLineCount(1);
    }
}
