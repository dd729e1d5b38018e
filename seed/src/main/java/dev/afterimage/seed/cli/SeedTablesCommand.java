package dev.afterimage.seed.cli;

import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.table.TableDefinition;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the sample tables. */
@Command(
        name = "tables",
        description = "Create those of the sample tables users, lists, guests and items that are missing, with their"
                + " indexes, streams and TTL.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage seed tables --endpoint http://127.0.0.1:8000",
            "  afterimage seed tables --region eu-central-1"
        })
final class SeedTablesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private EndpointOptions endpoint;

    @Override
    public Integer call() throws Exception {
        return Explained.call(spec, this::create);
    }

    private int create() {
        PrintWriter out = spec.commandLine().getOut();
        try (DynamoDbClient client = endpoint.open(2)) {
            List<TableDefinition> created = SampleTables.create(client);
            out.println(created.isEmpty() ? "all sample tables exist" : "created " + EndpointOptions.names(created));
        }
        out.flush();
        return 0;
    }
}
