package dev.afterimage.table;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/** How a table and its indexes are paid for. */
public sealed interface Billing {
    /** As the configuration names it, such as {@code on_demand}. */
    String mode();

    void addTo(CreateTableRequest.Builder table);

    void addTo(GlobalSecondaryIndex.Builder index);

    /**
     * By request.
     *
     * @param mostReads beyond so many read units a second DynamoDB throttles; empty for no limit but its own
     * @param mostWrites the same of write units
     */
    record OnDemand(Optional<Integer> mostReads, Optional<Integer> mostWrites) implements Billing {
        public static final OnDemand UNLIMITED = new OnDemand(Optional.empty(), Optional.empty());

        @Override
        public String mode() {
            return "on_demand";
        }

        @Override
        public void addTo(CreateTableRequest.Builder table) {
            table.billingMode(BillingMode.PAY_PER_REQUEST);
            if (limited()) {
                table.onDemandThroughput(throughput());
            }
        }

        @Override
        public void addTo(GlobalSecondaryIndex.Builder index) {
            if (limited()) {
                index.onDemandThroughput(throughput());
            }
        }

        private boolean limited() {
            return mostReads.isPresent() || mostWrites.isPresent();
        }

        private OnDemandThroughput throughput() {
            OnDemandThroughput.Builder throughput = OnDemandThroughput.builder();
            mostReads.ifPresent(units -> throughput.maxReadRequestUnits(units.longValue()));
            mostWrites.ifPresent(units -> throughput.maxWriteRequestUnits(units.longValue()));
            return throughput.build();
        }
    }

    /**
     * By the hour.
     *
     * @param reads read units a second of the table, and of each of its indexes
     * @param writes write units a second
     * @param scaled whether Application Auto Scaling changes the units
     */
    record Provisioned(int reads, int writes, boolean scaled) implements Billing {
        @Override
        public String mode() {
            return "provisioned";
        }

        @Override
        public void addTo(CreateTableRequest.Builder table) {
            table.billingMode(BillingMode.PROVISIONED).provisionedThroughput(throughput());
        }

        @Override
        public void addTo(GlobalSecondaryIndex.Builder index) {
            index.provisionedThroughput(throughput());
        }

        private ProvisionedThroughput throughput() {
            return ProvisionedThroughput.builder()
                    .readCapacityUnits((long) reads)
                    .writeCapacityUnits((long) writes)
                    .build();
        }
    }
}
