package dev.afterimage.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The id under which a worker holds leases, kept from every other worker of this host as long as this one lives. Two with
 * one id would renew each other's leases and both work on all shards. The operating system frees an id when its process
 * ends, however it ends, so a restart has the same id and goes on without waiting for leases to lapse.
 */
final class WorkerId implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerId.class);
    private static final int MOST_ON_ONE_HOST = 100;

    private final String value;
    private final FileChannel lock;

    private WorkerId(String value, FileChannel lock) {
        this.value = value;
        this.lock = lock;
    }

    /**
     * Takes an id.
     *
     * @param wanted the id; empty for the host's name, followed by a number where that is taken
     * @param scope tells workers apart that share no leases, and so may share an id
     */
    static WorkerId take(Optional<String> wanted, String scope) {
        if (wanted.isPresent()) {
            return tryTake(wanted.get(), scope)
                    .orElseThrow(() -> new WorkerIdTakenException("a worker with the id '" + wanted.get()
                            + "' is running on this host; give each its own worker.id"));
        }
        String host = hostName();
        for (int number = 1; number <= MOST_ON_ONE_HOST; number++) {
            Optional<WorkerId> taken = tryTake(number == 1 ? host : host + "-" + number, scope);
            if (taken.isPresent()) {
                return taken.get();
            }
        }
        throw new WorkerIdTakenException("there are " + MOST_ON_ONE_HOST + " workers on this host; set worker.id");
    }

    String value() {
        return value;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException("the lock of worker id '" + value + "' stays", unclosed);
        }
    }

    private static Optional<WorkerId> tryTake(String id, String scope) {
        try {
            FileChannel channel = FileChannel.open(
                    lockFile(id, scope),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            if (locked(channel)) {
                return Optional.of(new WorkerId(id, channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException noFiles) {
            throw new UncheckedIOException("cannot keep the worker id '" + id + "' from others of this host", noFiles);
        }
    }

    /** Keeps the lock until the channel is closed. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldInThisJvm) {
            return false;
        }
    }

    private static Path lockFile(String id, String scope) throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "afterimage-" + System.getProperty("user.name"));
        String name = UUID.nameUUIDFromBytes((scope + "\n" + id).getBytes(StandardCharsets.UTF_8)) + ".lock";
        return Files.createDirectories(folder).resolve(name);
    }

    private static String hostName() {
        String name = System.getenv("HOSTNAME");
        if (name == null || name.isBlank()) {
            try {
                name = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException nameless) {
                LOG.warn("this host has no name; the worker is called 'worker' unless worker.id is set");
                name = "worker";
            }
        }
        return name.replaceAll("[^a-zA-Z0-9_.-]", "-");
    }
}
