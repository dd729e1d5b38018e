package dev.afterimage.seed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter text = new StringWriter();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void on_a_terminal_one_line_changes_and_its_last_state_stays() {
        try (Progress _ = Progress.show(new PrintWriter(text), true, () -> "state " + asked.incrementAndGet())) {
            await().until(() -> asked.get() >= 2);
        }

        String last = "\r\033[2Kstate " + asked.get() + System.lineSeparator();
        assertThat(text.toString())
                .startsWith("\r\033[2Kstate 1\r\033[2Kstate 2")
                .endsWith(last);
    }

    @Test
    void elsewhere_no_control_characters_are_written() {
        try (Progress _ = Progress.show(new PrintWriter(text), false, () -> "state")) {
            assertThat(asked).hasValue(0);
        }

        assertThat(text.toString()).doesNotContain("\r\033");
    }

    @Test
    void the_bar_is_as_full_as_the_share() {
        assertThat(Progress.bar(0)).isEqualTo("[                              ]");
        assertThat(Progress.bar(0.5)).isEqualTo("[===============               ]");
        assertThat(Progress.bar(1.2)).isEqualTo("[==============================]");
    }
}
