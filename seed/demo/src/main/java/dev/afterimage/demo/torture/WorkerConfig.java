package dev.afterimage.demo.torture;

import java.net.URI;

/** The configuration of a tortured worker, as a file. */
final class WorkerConfig {
    private WorkerConfig() {}

    static String of(URI endpoint) {
        return """
                aws:
                  endpoint: %s
                  embedded: true
                worker:
                  # The machine is as busy as can be.
                  shutdown_timeout: 30s
                sources:
                  - table: users
                  - table: lists
                  - table: guests
                    ttl_attribute: expires_at
                  - table: items
                    ttl_attribute: expires_at
                leases:
                  failover: 2s
                """.formatted(endpoint);
    }
}
