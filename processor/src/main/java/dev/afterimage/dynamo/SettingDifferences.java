package dev.afterimage.dynamo;

import dev.afterimage.table.Billing;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.SSEDescription;
import software.amazon.awssdk.services.dynamodb.model.SSEStatus;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * In what a table that exists is paid for and kept otherwise than its settings say. None of it keeps a worker from its
 * work. Pure.
 */
final class SettingDifferences {
    private final TableDefinition definition;
    private final List<TableProblem> hints = new ArrayList<>();

    private SettingDifferences(TableDefinition definition) {
        this.definition = definition;
    }

    /** What the description of a table tells. */
    static List<TableProblem> between(TableDefinition definition, TableDescription found) {
        SettingDifferences differences = new SettingDifferences(definition);
        TableSettings settings = definition.settings();
        differences.compareBilling(settings.billing(), found);
        differences.compareEncryption(settings.encryption(), found);
        differences.compare(
                "deletion protection",
                onOff(settings.deletionProtection()),
                onOff(Boolean.TRUE.equals(found.deletionProtectionEnabled())));
        differences.compare("the class", settings.tableClass(), classOf(found));
        differences.compareReplicas(settings.replicas(), found);
        return differences.hints;
    }

    /** For how many days back a table can be restored, where its settings say so. */
    static List<TableProblem> ofRecovery(TableDefinition definition, Optional<Integer> days) {
        SettingDifferences differences = new SettingDifferences(definition);
        differences.compare(
                "point-in-time recovery",
                definition.settings().recoveryDays() + " days",
                days.map(number -> number + " days").orElse("off"));
        return differences.hints;
    }

    /** The tags that are missing or other; more of them do no harm. */
    static List<TableProblem> ofTags(TableDefinition definition, Map<String, String> found) {
        SettingDifferences differences = new SettingDifferences(definition);
        definition
                .settings()
                .tags()
                .forEach((tag, value) ->
                        differences.compare("the tag " + tag, value, found.getOrDefault(tag, "missing")));
        return differences.hints;
    }

    private void compareBilling(Billing wanted, TableDescription found) {
        boolean onDemand = found.billingModeSummary() != null
                && found.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
        compare("the billing", wanted.mode(), onDemand ? "on_demand" : "provisioned");
        if (!onDemand && wanted instanceof Billing.Provisioned units && !units.scaled()) {
            compare(
                    "the read units",
                    units.reads(),
                    found.provisionedThroughput().readCapacityUnits());
            compare(
                    "the write units",
                    units.writes(),
                    found.provisionedThroughput().writeCapacityUnits());
        }
    }

    private void compareEncryption(String wanted, TableDescription found) {
        Optional<String> key = Optional.ofNullable(found.sseDescription())
                .filter(description ->
                        description.status() == SSEStatus.ENABLED || description.status() == SSEStatus.UPDATING)
                .map(SSEDescription::kmsMasterKeyArn);
        if (wanted.equals(TableSettings.AWS_OWNED)) {
            compare("the encryption key", wanted, key.orElse(wanted));
        } else if (wanted.startsWith("arn:")) {
            compare("the encryption key", wanted, key.orElse(TableSettings.AWS_OWNED));
        } else {
            // The description names the key, and of an alias only KMS knows whose it is.
            compare("the encryption key", wanted, key.map(_ -> wanted).orElse(TableSettings.AWS_OWNED));
        }
    }

    private static TableClass classOf(TableDescription found) {
        return found.tableClassSummary() == null
                ? TableClass.STANDARD
                : found.tableClassSummary().tableClass();
    }

    private void compareReplicas(List<String> wanted, TableDescription found) {
        List<String> regions =
                found.replicas().stream().map(ReplicaDescription::regionName).toList();
        compare("the replicas", new TreeSet<>(wanted), new TreeSet<>(regions));
    }

    private static String onOff(boolean flag) {
        return flag ? "on" : "off";
    }

    private void compare(String what, Object wanted, Object found) {
        if (!wanted.toString().equals(found.toString())) {
            hints.add(new TableProblem(
                    definition.name(),
                    "has " + what + " " + found + ", and its settings say " + wanted,
                    "change the one or the other, the table with Terraform or by hand"));
        }
    }
}
