package dev.afterimage.app;

import dev.afterimage.cli.TableReport;
import dev.afterimage.cli.TableReport.Role;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.SettingCheck;
import dev.afterimage.dynamo.TableCheck;
import dev.afterimage.dynamo.TableCreator;
import dev.afterimage.dynamo.TableProblem;
import dev.afterimage.dynamo.WorkerTables;
import dev.afterimage.item.TableName;
import dev.afterimage.table.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Every table, what is wrong with it, and how it is kept otherwise than it should be. */
    List<TableReport> report() {
        Map<TableName, List<String>> problems = byTable(new TableCheck(clients).check(tables));
        Map<TableName, List<String>> hints = byTable(new SettingCheck(clients.tables()).check(tables.kept()));
        return roles().map(table -> new TableReport(
                        table.name(),
                        table.role(),
                        Optional.ofNullable(problems.get(table.name())).map(found -> String.join("; ", found)),
                        hints.getOrDefault(table.name(), List.of())))
                .toList();
    }

    private static Map<TableName, List<String>> byTable(List<TableProblem> problems) {
        return problems.stream()
                .collect(Collectors.groupingBy(
                        TableProblem::table,
                        Collectors.mapping(
                                problem -> problem.problem() + ": " + problem.remedy(), Collectors.toList())));
    }

    /** A table and what it is for. */
    private record RoleOf(TableName name, Role role) {
        static Stream<RoleOf> all(Role role, List<TableDefinition> tables) {
            return tables.stream().map(table -> new RoleOf(table.name(), role));
        }
    }

    private Stream<RoleOf> roles() {
        return Stream.of(
                        tables.sources().stream().map(source -> new RoleOf(source.name(), Role.SOURCE)),
                        RoleOf.all(Role.DERIVED, tables.derivedTables()),
                        RoleOf.all(Role.OWN, tables.ownTables()),
                        RoleOf.all(Role.LEASES, tables.leaseTables()))
                .flatMap(part -> part);
    }
}
