package dev.afterimage.seed.local;

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
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final Optional<DataFolder> folder;
    private final LocalDBAccess storage;
    private final ExecutorService jobs;
    private final AmazonDynamoDBLocal clients;

    private Database(Optional<DataFolder> folder) {
        this.folder = folder;
        this.storage =
                new SQLiteDBAccess(folder.map(data -> data.database().toFile()).orElse(null));
        this.jobs = Executors.newCachedThreadPool(Database::thread);
        this.clients = new LocalDBClient(storage, new JobsRegister(jobs, false));
    }

    static Database open(Optional<Path> folder) {
        loadSqlite();
        return new Database(folder.map(DataFolder::open));
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
        folder.ifPresent(DataFolder::close);
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
