package dev.afterimage.cli;

import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.telemetry.LaneStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows every lane. */
@Command(
        name = "status",
        description =
                "Show each lane: its table and shard, who works on it, how far it has come and is behind, and when data is lost.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage status",
            "  afterimage status --endpoint http://127.0.0.1:8000 --watch",
            "  afterimage status --all --output json",
            "",
            "The lag is measured: the stream is read from the lane's position on, and READ says when. It is the age of the",
            "first change that waits there, by the stream's clock, which DynamoDB cuts to the second (DynamoDB Local: to",
            "the minute). DATA LOSS IN is when the stream, which keeps changes for 24 hours, drops one that waits, if the",
            "lane goes on at its present rate: where a lane is behind, it is looked at twice, 2 seconds apart. How a",
            "worker's own reads fare is in its log."
        })
final class StatusCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Setting setting;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private Output output;

    @Option(names = "--all", description = "Also show lanes that are closed: their shards have ended.")
    private boolean all;

    @Option(names = "--watch", description = "Show it again every 2 seconds, until Ctrl-C.")
    private boolean watch;

    StatusCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Integer call() {
        try (Connection connection = setting.program().connect(options.load(setting))) {
            show(connection);
            if (watch) {
                StopSignal stop = setting.termination().listen(PATIENCE);
                while (stop.pause(PAUSE)) {
                    separate();
                    show(connection);
                }
            }
            return 0;
        }
    }

    /** Tells one showing from the next, for people. */
    private void separate() {
        if (!output.isJson()) {
            spec.commandLine().getOut().println("\n" + setting.clock().instant().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private void show(Connection connection) {
        List<LaneStatus> lanes = connection.lanes();
        List<LaneStatus> shown =
                lanes.stream().filter(lane -> all || !lane.position().closed()).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            shown.forEach(lane -> LaneText.json(lane, out));
        } else if (lanes.isEmpty()) {
            out.println("no lanes: no worker has found a shard yet");
        } else {
            LaneText.table(shown, setting.clock().instant()).print(out);
            LaneText.warnings(shown).forEach(out::println);
            int hidden = lanes.size() - shown.size();
            if (hidden > 0) {
                out.println("(" + hidden + " closed, which --all shows)");
            }
        }
        out.flush();
    }
}
