package dev.afterimage.app;

import dev.afterimage.console.audit.AuditParts;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoAuditSearch;
import dev.afterimage.dynamo.KnownKeys;
import dev.afterimage.dynamo.TableLookup;
import java.time.InstantSource;

/** What the console asks the audit log of this configuration with these clients. */
record ConsoleAudit(Blueprint blueprint, AwsClients clients) {
    AuditParts parts() {
        return new AuditParts(
                new DynamoAuditSearch(clients.tables(), blueprint.naming(), InstantSource.system()),
                new KnownKeys(new TableLookup(clients.sources()))::of,
                blueprint.sources(),
                new AuditParts.DerivedRows(
                        blueprint::derivedKey, blueprint.config().audit().rowLinks()));
    }
}
