package dev.afterimage.seed.cli;

import dev.afterimage.seed.local.LocalClients;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.local.LocalSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs DynamoDB Local until Ctrl-C. */
@Command(
        name = "local",
        description = "Run a DynamoDB on this machine, for development and tests, until Ctrl-C.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage local",
            "  afterimage local --port 8001 --data ./data",
            "",
            "It is DynamoDB Local, whose licence allows development and testing only."
        })
final class LocalCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Stopping stopping;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + LocalSettings.USUAL_PORT,
            description = "The port to listen on; 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on (default: ${DEFAULT-VALUE}, this machine only). It asks nobody for a"
                            + " password: 0.0.0.0 lets the whole network in.")
    private String host = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder that keeps the data (default: in memory, gone at the end).")
    private @Nullable Path data;

    LocalCommand(Stopping stopping) {
        this.stopping = stopping;
    }

    @Override
    public Integer call() throws Exception {
        LocalSettings settings = settings();
        return Explained.call(spec, () -> run(settings));
    }

    private int run(LocalSettings settings) {
        Stopping.Signal signal = stopping.listen(PATIENCE);
        try (LocalDynamo local = LocalDynamo.start(settings)) {
            print(local.endpoint());
            while (signal.pause(Duration.ofMinutes(1))) {
                // The server's own threads do the work.
            }
        }
        return 0;
    }

    private LocalSettings settings() {
        try {
            LocalSettings inMemory = LocalSettings.inMemory().withHost(host).withPort(port);
            return Optional.ofNullable(data).map(inMemory::withData).orElse(inMemory);
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()), mistake);
        }
    }

    private void print(URI endpoint) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                """
                DynamoDB Local listens on %1$s, %2$s. Ctrl-C ends it.
                For the AWS CLI in another terminal:

                  export AWS_ENDPOINT_URL_DYNAMODB=%1$s AWS_ENDPOINT_URL_DYNAMODB_STREAMS=%1$s
                  export AWS_ACCESS_KEY_ID=%3$s AWS_SECRET_ACCESS_KEY=%3$s AWS_REGION=%4$s AWS_DEFAULT_REGION=%4$s
                  aws dynamodb list-tables

                """,
                endpoint,
                data == null ? "in memory" : "with its data in " + data,
                LocalClients.KEY,
                LocalClients.REGION);
        out.flush();
    }
}
