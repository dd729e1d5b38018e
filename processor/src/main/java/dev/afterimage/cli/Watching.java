package dev.afterimage.cli;

import dev.afterimage.config.ProjectionFiles;
import dev.afterimage.pipeline.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does something now and whenever one of some files is saved, until the process is told to stop. */
final class Watching {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final StopSignal stop;
    private final List<Path> paths;

    Watching(Termination termination, List<Path> paths) {
        this.stop = termination.listen(PATIENCE);
        this.paths = List.copyOf(paths);
    }

    /** Answers the exit code. */
    int whenever(Runnable deed) {
        List<String> seen = look();
        deed.run();
        while (stop.pause(PAUSE)) {
            List<String> now = look();
            if (!now.equals(seen)) {
                seen = now;
                deed.run();
            }
        }
        return 0;
    }

    /** What tells a file from what it was. */
    private List<String> look() {
        List<String> look = new ArrayList<>();
        for (Path path : paths) {
            try {
                for (Path file : ProjectionFiles.files(path)) {
                    look.add(file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
                }
            } catch (IOException notThere) {
                look.add(path + " cannot be read");
            }
        }
        return look;
    }
}
