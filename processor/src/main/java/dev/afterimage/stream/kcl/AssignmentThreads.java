package dev.afterimage.stream.kcl;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.coordinator.assignment.LeaseAssignmentManager;

/**
 * KCL assigns leases on a static pool of its own that nobody can close and whose threads are no daemons: a program that has
 * ended its worker would never end itself. So they are made daemons that end when they have nothing to do.
 */
final class AssignmentThreads {
    private static final Logger LOG = LoggerFactory.getLogger(AssignmentThreads.class);

    /** As KCL 3.5 calls it. */
    private static final String POOL = "LEASE_ASSIGNMENT_CALL_THREAD_POOL";

    private AssignmentThreads() {}

    /** Once is enough for the process; again, it changes nothing. */
    static void letEnd() {
        try {
            Field field = LeaseAssignmentManager.class.getDeclaredField(POOL);
            field.setAccessible(true);
            if (field.get(null) instanceof ThreadPoolExecutor pool) {
                pool.setThreadFactory(Thread.ofPlatform()
                        .name("lease-assignment-", 0)
                        .daemon(true)
                        .factory());
                pool.setKeepAliveTime(1, TimeUnit.SECONDS);
                pool.allowCoreThreadTimeOut(true);
            }
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            LOG.debug("the threads of {} stay as KCL made them", POOL, otherVersion);
        }
    }
}
