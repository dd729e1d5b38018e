package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.config.MissingSecretException;
import dev.afterimage.config.SecretReference;
import dev.afterimage.console.web.HttpCall;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleIT extends OnSampleTables {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void a_worker_serves_its_console_as_long_as_it_runs() {
        URI address;
        try (Afterimage worker = Afterimage.start(config())) {
            address = worker.console().orElseThrow();
            assertThat(HttpCall.get(address.getPort(), "/live").send().status()).isEqualTo(200);
            await().atMost(SOON)
                    .until(() ->
                            HttpCall.get(address.getPort(), "/ready").send().status() == 200);
        }
        assertThatThrownBy(() -> new Socket(address.getHost(), address.getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void a_console_that_is_off_is_nowhere() {
        try (Afterimage worker = Afterimage.start(config().withConsole(Config.Console.OFF))) {
            assertThat(worker.console()).isEmpty();
        }
    }

    @Test
    void a_worker_whose_token_is_missing_does_not_start_and_leaves_nothing_open() {
        Config config = config();
        Config.Console console = config.console().withChangeToken(SecretReference.of("env:NO_SUCH_VARIABLE_HERE"));

        assertThatThrownBy(() -> Afterimage.start(config.withConsole(console)))
                .isInstanceOf(MissingSecretException.class);
        try (Afterimage worker = Afterimage.start(config)) {
            assertThat(worker.console()).isPresent();
        }
    }

    private Config config() {
        Loaded loaded = new AfterimageProgram().configs(Map.of()).embedded(dynamo.endpoint());
        return ((Loaded.Valid) loaded).config();
    }
}
