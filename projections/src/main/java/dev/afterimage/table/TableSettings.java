package dev.afterimage.table;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/**
 * How a table is paid for and kept; {@code terraform/tables.yaml} says what each part means and costs. Immutable.
 *
 * @param encryption {@link #AWS_OWNED}, {@link #AWS_MANAGED}, or the alias or ARN of a key
 * @param recoveryDays for how many days back the table can be restored to any second; 0 for not at all
 * @param replicas regions with a copy, which only Terraform makes
 */
public record TableSettings(
        Billing billing,
        String encryption,
        int recoveryDays,
        boolean deletionProtection,
        TableClass tableClass,
        List<String> replicas,
        Map<String, String> tags) {
    public static final String AWS_OWNED = "aws_owned";
    public static final String AWS_MANAGED = "aws_managed";

    /** What DynamoDB does where nothing is said, on demand: all that a DynamoDB Local understands. */
    public static final TableSettings PLAIN = new TableSettings(
            Billing.OnDemand.UNLIMITED, AWS_OWNED, 0, false, TableClass.STANDARD, List.of(), Map.of());

    public TableSettings {
        replicas = List.copyOf(replicas);
        tags = Map.copyOf(tags);
    }

    /** What is not asked for is not said. */
    void addTo(CreateTableRequest.Builder request) {
        billing.addTo(request);
        if (!encryption.equals(AWS_OWNED)) {
            request.sseSpecification(encrypted());
        }
        if (deletionProtection) {
            request.deletionProtectionEnabled(true);
        }
        if (tableClass != TableClass.STANDARD) {
            request.tableClass(tableClass);
        }
        if (!tags.isEmpty()) {
            request.tags(tags.entrySet().stream()
                    .map(tag -> Tag.builder()
                            .key(tag.getKey())
                            .value(tag.getValue())
                            .build())
                    .toList());
        }
    }

    private SSESpecification encrypted() {
        SSESpecification.Builder key = SSESpecification.builder().enabled(true).sseType(SSEType.KMS);
        return (encryption.equals(AWS_MANAGED) ? key : key.kmsMasterKeyId(encryption)).build();
    }
}
