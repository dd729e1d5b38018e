package dev.afterimage.app;

import dev.afterimage.cli.TableReport;
import dev.afterimage.cli.TableReport.Role;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.SourceTable;
import dev.afterimage.dynamo.TableCheck;
import dev.afterimage.dynamo.TableCreator;
import dev.afterimage.dynamo.TableProblem;
import dev.afterimage.dynamo.WorkerTables;
import dev.afterimage.item.TableName;
import dev.afterimage.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sees to the tables before a worker starts, and for the verbs that do only this. */
final class TablePreparation {
    private final AwsClients clients;
    private final WorkerTables tables;

    TablePreparation(AwsClients clients, WorkerTables tables) {
        this.clients = clients;
        this.tables = tables;
    }

    /** Creates what is missing of the program's own and of the derived tables. */
    TableCreator.Result create() {
        return new TableCreator(clients.tables()).create(tables.kept());
    }

    /** Makes sure that a worker can start: where DynamoDB is embedded by creating tables, else by looking only. */
    void prepare(boolean embedded) {
        List<TableProblem> problems = embedded ? create().problems() : new TableCheck(clients).check(tables);
        if (!problems.isEmpty()) {
            throw new UnfitTablesException(
                    problems.stream().map(TableProblem::toString).toList());
        }
    }

    /** Every table, and what is wrong with it. */
    List<TableReport> report() {
        Map<TableName, String> problems = new TableCheck(clients)
                .check(tables).stream()
                        .collect(Collectors.groupingBy(
                                TableProblem::table,
                                Collectors.mapping(
                                        problem -> problem.problem() + ": " + problem.remedy(),
                                        Collectors.joining("; "))));
        List<TableReport> reports = new ArrayList<>();
        tables.sources().stream()
                .map(SourceTable::name)
                .forEach(name -> reports.add(report(name, Role.SOURCE, problems)));
        tables.derivedTables().forEach(table -> reports.add(report(table, Role.DERIVED, problems)));
        tables.ownTables().forEach(table -> reports.add(report(table, Role.OWN, problems)));
        tables.leaseTables().forEach(table -> reports.add(report(table, Role.LEASES, problems)));
        return reports;
    }

    private static TableReport report(TableDefinition table, Role role, Map<TableName, String> problems) {
        return report(table.name(), role, problems);
    }

    private static TableReport report(TableName table, Role role, Map<TableName, String> problems) {
        return new TableReport(table, role, Optional.ofNullable(problems.get(table)));
    }
}
