package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.table.Billing;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.SSEStatus;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class SettingDifferencesTest {
    private static final TableDefinition PLAIN = TableDefinition.of("view", KeySchema.of(KeyAttribute.string("id")));
    private static final TableSettings CAREFUL = new TableSettings(
            new Billing.Provisioned(5, 25, false),
            "alias/mine",
            35,
            true,
            TableClass.STANDARD_INFREQUENT_ACCESS,
            List.of("us-west-2"),
            Map.of("team", "blue"));
    private static final TableDefinition KEPT = PLAIN.withSettings(CAREFUL);
    private static final TableDescription AS_CREATED = TableDescription.builder()
            .billingModeSummary(billing -> billing.billingMode(BillingMode.PAY_PER_REQUEST))
            .build();
    private static final TableDescription AS_CAREFUL = TableDescription.builder()
            .provisionedThroughput(units -> units.readCapacityUnits(5L).writeCapacityUnits(25L))
            .sseDescription(key -> key.status(SSEStatus.ENABLED).kmsMasterKeyArn("arn:aws:kms:eu-west-1:1:key/k"))
            .deletionProtectionEnabled(true)
            .tableClassSummary(summary -> summary.tableClass(TableClass.STANDARD_INFREQUENT_ACCESS))
            .replicas(ReplicaDescription.builder().regionName("us-west-2").build())
            .build();

    @Test
    void finds_none_where_a_table_is_kept_as_its_settings_say() {
        assertThat(SettingDifferences.between(PLAIN, AS_CREATED)).isEmpty();
        assertThat(SettingDifferences.between(KEPT, AS_CAREFUL)).isEmpty();
        assertThat(SettingDifferences.ofRecovery(KEPT, Optional.of(35))).isEmpty();
        assertThat(SettingDifferences.ofTags(KEPT, Map.of("team", "blue", "more", "of them")))
                .isEmpty();
    }

    @Test
    void tells_each_difference() {
        assertThat(texts(SettingDifferences.between(KEPT, AS_CREATED)))
                .containsExactly(
                        "has the billing on_demand, and its settings say provisioned",
                        "has the encryption key aws_owned, and its settings say alias/mine",
                        "has deletion protection off, and its settings say on",
                        "has the class STANDARD, and its settings say STANDARD_INFREQUENT_ACCESS",
                        "has the replicas [], and its settings say [us-west-2]");
        assertThat(texts(SettingDifferences.between(PLAIN, AS_CAREFUL)))
                .hasSize(5)
                .contains("has the encryption key arn:aws:kms:eu-west-1:1:key/k, and its settings say aws_owned");
        assertThat(texts(SettingDifferences.ofRecovery(KEPT, Optional.empty())))
                .containsExactly("has point-in-time recovery off, and its settings say 35 days");
        assertThat(texts(SettingDifferences.ofTags(KEPT, Map.of())))
                .containsExactly("has the tag team missing, and its settings say blue");
    }

    @Test
    void compares_units_unless_they_change_by_themselves() {
        TableDescription more = AS_CAREFUL.toBuilder()
                .provisionedThroughput(units -> units.readCapacityUnits(50L).writeCapacityUnits(25L))
                .build();
        TableSettings scaled = new TableSettings(
                new Billing.Provisioned(5, 25, true),
                CAREFUL.encryption(),
                CAREFUL.recoveryDays(),
                CAREFUL.deletionProtection(),
                CAREFUL.tableClass(),
                CAREFUL.replicas(),
                CAREFUL.tags());

        assertThat(texts(SettingDifferences.between(KEPT, more)))
                .containsExactly("has the read units 50, and its settings say 5");
        assertThat(SettingDifferences.between(PLAIN.withSettings(scaled), more)).isEmpty();
    }

    private static List<String> texts(List<TableProblem> hints) {
        return hints.stream().map(TableProblem::problem).toList();
    }
}
