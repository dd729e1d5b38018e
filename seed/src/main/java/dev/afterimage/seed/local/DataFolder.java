package dev.afterimage.seed.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder that keeps a database, held by one process at a time: SQLite lets a second one in and both then fail. */
final class DataFolder implements AutoCloseable {
    /** The name that DynamoDB Local itself gives the file, so that its own jar can open the folder, too. */
    private static final String DATABASE = "shared-local-instance.db";

    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static DataFolder open(Path folder) {
        try {
            Path file = Files.createDirectories(folder).resolve(".lock");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw CannotStartException.unusableData(folder, "another process uses it");
            }
            return new DataFolder(folder, channel);
        } catch (IOException unusable) {
            throw CannotStartException.unusableData(folder, unusable);
        }
    }

    Path database() {
        return folder.resolve(DATABASE);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot release " + folder, failed);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }
}
