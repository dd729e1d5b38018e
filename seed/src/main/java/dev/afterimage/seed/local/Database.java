package dev.afterimage.seed.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.dynamodb.services.local.shared.access.LocalDBAccess;
import software.amazon.dynamodb.services.local.shared.access.LocalDBClient;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;
import software.amazon.dynamodb.services.local.shared.jobs.JobsRegister;

/** DynamoDB Local's database, without a server: its storage, its background jobs and its clients in this JVM. */
final class Database implements AutoCloseable {
    private static final String FILE = "shared-local-instance.db";
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final LocalDBAccess storage;
    private final ExecutorService jobs;
    private final AmazonDynamoDBLocal clients;

    private Database(LocalDBAccess storage) {
        this.storage = storage;
        this.jobs = Executors.newCachedThreadPool(Database::thread);
        this.clients = new LocalDBClient(storage, new JobsRegister(jobs, false));
    }

    static Database open(Optional<Path> folder) {
        loadSqlite();
        return new Database(folder.map(Database::inFile).orElseGet(SQLiteDBAccess::new));
    }

    LocalDBAccess storage() {
        return storage;
    }

    AmazonDynamoDBLocal clients() {
        return clients;
    }

    /** Ends the jobs before the storage: they would go on asking it. */
    @Override
    public void close() {
        jobs.shutdownNow();
        try {
            jobs.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        storage.close();
    }

    /** The file has the name that DynamoDB Local gives it, so that its own jar can open the same folder. */
    private static SQLiteDBAccess inFile(Path folder) {
        try {
            return new SQLiteDBAccess(
                    Files.createDirectories(folder).resolve(FILE).toFile());
        } catch (IOException unusable) {
            throw new UncheckedIOException("cannot use " + folder + " for data", unusable);
        }
    }

    private static void loadSqlite() {
        try {
            SQLiteLibraryLoader.initialize();
        } catch (Exception unloadable) {
            throw new IllegalStateException("DynamoDB Local has no SQLite library for this machine", unloadable);
        }
    }

    private static Thread thread(Runnable job) {
        return Thread.ofPlatform()
                .daemon()
                .name("dynamodb-local-job-" + THREADS.incrementAndGet())
                .unstarted(job);
    }
}
