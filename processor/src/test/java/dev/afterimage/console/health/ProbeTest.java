package dev.afterimage.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeTest {
    @Test
    void asks_at_the_usual_place_where_nothing_is_said() {
        assertThat(Probe.consoleOf(Map.of())).contains(URI.create("http://127.0.0.1:8080/live"));
    }

    @ParameterizedTest
    @CsvSource({
        "auto, http://127.0.0.1:8080/live",
        "0.0.0.0:9000, http://127.0.0.1:9000/live",
        "[::]:9000, http://[::1]:9000/live",
        "10.0.0.7:8081, http://10.0.0.7:8081/live"
    })
    void asks_where_the_worker_listens(String listen, URI address) {
        assertThat(Probe.consoleOf(Map.of("AFTERIMAGE_CONSOLE_LISTEN", listen))).contains(address);
    }

    @Test
    void asks_nobody_where_the_console_is_off() {
        assertThat(Probe.consoleOf(Map.of("AFTERIMAGE_CONSOLE_LISTEN", "off"))).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"200, true", "400, true", "503, false"})
    void whoever_answers_lives_unless_the_answer_is_that_it_is_broken(int status, boolean healthy) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(server, status));

            Probe.Verdict verdict = Probe.ask(addressOf(server));

            answered.join();
            assertThat(verdict.healthy()).isEqualTo(healthy);
            assertThat(verdict.reason()).endsWith("answers " + status);
        }
    }

    @Test
    void whoever_does_not_answer_does_not_live() throws IOException {
        URI gone;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = addressOf(server);
        }

        Probe.Verdict verdict = Probe.ask(gone);

        assertThat(verdict.healthy()).isFalse();
        assertThat(verdict.reason()).contains("does not answer");
    }

    private static URI addressOf(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/live");
    }

    private static void answer(ServerSocket server, int status) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream()
                    .write(("HTTP/1.1 " + status + " -\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
