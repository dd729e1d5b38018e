package shop.orders;

import java.math.BigDecimal;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;

/** An item of the table {@code orders}, as far as it matters here. */
record Order(
        @DynamoDbAttribute("order_id") String id,
        @DynamoDbAttribute("customer_id") String customer,
        String status,
        Optional<BigDecimal> total) {
    boolean isOpen() {
        return status.equals("open");
    }

    BigDecimal amount() {
        return total.orElse(BigDecimal.ZERO);
    }
}
