package dev.afterimage.app;

import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoAuditSearch;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.dynamo.DynamoSourceItems;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.undo.SourceItems;
import dev.afterimage.undo.UndoPlanner;
import dev.afterimage.undo.Undoer;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Who puts items of source tables back for this configuration, with these clients. */
record Undoing(Blueprint blueprint, AwsClients clients) {
    UndoPlanner planner() {
        return new UndoPlanner(
                new DynamoAuditSearch(clients.tables(), blueprint.naming(), InstantSource.system()),
                items(),
                blueprint.ttlAttributes(),
                InstantSource.system());
    }

    Undoer undoer(Undoer.Author author, StopSignal stop) {
        Undoer.Parts parts = new Undoer.Parts(
                planner(),
                items(),
                new DynamoCommitter(clients.tables(), blueprint.naming()),
                blueprint.undoRows(),
                blueprint.failures(RandomGenerator.getDefault()),
                InstantSource.system());
        return new Undoer(parts, author, stop);
    }

    private SourceItems items() {
        return new DynamoSourceItems(clients.undo());
    }
}
