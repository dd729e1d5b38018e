package dev.afterimage.dynamo;

import dev.afterimage.table.TableDefinition;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Finds in what tables are paid for and kept otherwise than their settings say, and changes nothing. */
public final class SettingCheck {
    private final TableLookup lookup;

    public SettingCheck(DynamoDbClient client) {
        this.lookup = new TableLookup(client);
    }

    /** Every difference, table after table, of the tables that exist. */
    public List<TableProblem> check(List<TableDefinition> tables) {
        return tables.stream().flatMap(table -> check(table).stream()).toList();
    }

    private List<TableProblem> check(TableDefinition table) {
        Trials trials = new Trials(table.name());
        trials.ask("its settings", () -> lookup.describe(table.name()).ifPresent(found -> check(table, found, trials)));
        return trials.problems();
    }

    private void check(TableDefinition table, TableDescription found, Trials trials) {
        trials.problems(SettingDifferences.between(table, found));
        if (table.settings().recoveryDays() > 0) {
            trials.ask(
                    "its point-in-time recovery",
                    () -> trials.problems(SettingDifferences.ofRecovery(table, lookup.recoveryDays(table.name()))));
        }
        if (!table.settings().tags().isEmpty()) {
            trials.ask("its tags", () -> trials.problems(SettingDifferences.ofTags(table, lookup.tags(found))));
        }
    }
}
