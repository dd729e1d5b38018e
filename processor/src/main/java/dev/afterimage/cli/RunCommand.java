package dev.afterimage.cli;

import dev.afterimage.config.Config;
import dev.afterimage.pipeline.StopSignal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the worker until it is told to stop. */
@Command(
        name = "run",
        description = "Run the worker, until SIGTERM or Ctrl-C.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage run --config afterimage.yaml",
            "  afterimage run --endpoint http://127.0.0.1:8000 --record recorded",
            "  AFTERIMAGE_WORKER_ID=worker-1 afterimage run",
            "",
            "Told to stop, it finishes the commit in flight, writes its checkpoints and leaves with 0."
        })
final class RunCommand implements Callable<Integer> {
    /** What closing takes beyond the worker's own limit. */
    private static final Duration GRACE = Duration.ofMillis(1500);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Setting setting;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Also write what is read from the streams into this folder, as fixtures for replay.")
    private @Nullable Path record;

    RunCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Integer call() {
        Config given = options.load(setting);
        Config config = Optional.ofNullable(record).map(given::recordingTo).orElse(given);
        StopSignal stop =
                setting.termination().listen(config.worker().shutdownTimeout().plus(GRACE));
        PrintWriter out = spec.commandLine().getOut();
        try (Worker worker = setting.program().start(config)) {
            out.println("afterimage: ready, " + worker.description());
            out.flush();
            while (stop.pause(LOOK)) {
                if (!worker.running()) {
                    throw Failure.of("the worker has ended by itself; the log says why");
                }
            }
            out.println("afterimage: stopping");
            out.flush();
        }
        return 0;
    }
}
