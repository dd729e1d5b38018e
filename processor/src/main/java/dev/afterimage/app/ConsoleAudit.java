package dev.afterimage.app;

import dev.afterimage.console.audit.AuditParts;
import dev.afterimage.console.undo.UndoParts;
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
                blueprint.config().undo().allow(),
                new AuditParts.DerivedRows(
                        blueprint::derivedKey, blueprint.config().audit().rowLinks()));
    }

    UndoParts undo() {
        Undoing undoing = new Undoing(blueprint, clients);
        return new UndoParts(blueprint.config().undo().allow(), undoing.planner(), undoing::undoer);
    }
}
