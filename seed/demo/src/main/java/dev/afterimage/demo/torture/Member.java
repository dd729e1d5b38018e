package dev.afterimage.demo.torture;

import dev.afterimage.demo.fleet.WorkerProcess;
import java.time.Instant;
import java.util.Optional;

/** A place among the workers, and how things stand there. */
sealed interface Member {
    /** Its process, while there is one. */
    Optional<WorkerProcess> worker();

    /** It works, or is about to. */
    record Running(WorkerProcess process) implements Member {
        @Override
        public Optional<WorkerProcess> worker() {
            return Optional.of(process);
        }
    }

    /** It stands still, and does not know. */
    record Paused(WorkerProcess process, Instant until) implements Member {
        @Override
        public Optional<WorkerProcess> worker() {
            return Optional.of(process);
        }
    }

    /** It has been told to end. */
    record Leaving(WorkerProcess process, Instant latest, Mishap.Restart restart) implements Member {
        @Override
        public Optional<WorkerProcess> worker() {
            return Optional.of(process);
        }
    }

    /** Nobody is there; somebody will be. */
    record Away(String formerId, Instant until, boolean sameId) implements Member {
        @Override
        public Optional<WorkerProcess> worker() {
            return Optional.empty();
        }
    }
}
