package dev.afterimage.testing.junit;

import dev.afterimage.projection.Projection;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of projections, or a class of them: each test gets a {@link ProjectionScenario} of its own as a parameter, gives
 * it changes and says which rows it expects. What {@link Projection} demands of every projection is checked in every
 * test without being asked for. On a method it takes the place of the one on its class.
 *
 * <pre>{@code
 * @AfterimageTest(value = CustomerOrders.class, tables = "tables.yaml")
 * class CustomerOrdersTest {
 *     @Test
 *     void counts_open_orders(ProjectionScenario scenario) {
 *         scenario.given().insert("orders", order("O1", "C1"));
 *
 *         scenario.expectRows("customer_orders", row("C1", 1));
 *     }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(AfterimageExtension.class)
public @interface AfterimageTest {
    /** The projections, each with a constructor without parameters. */
    Class<? extends Projection>[] value();

    /**
     * The file of tables in which the source tables stand, beside the test's class, or from the root of the class path on
     * with {@code /} before it. Only {@link ProjectionScenario#given()} needs it; events in files bring their keys along.
     */
    String tables() default "";

    /**
     * Whether the changes are also committed to a DynamoDB Local, as a worker would, and the rows that are there compared.
     * It takes {@code dev.afterimage:afterimage-seed} on the class path of the tests. A test may then have the
     * {@code DynamoDbClient} as a parameter, too.
     */
    boolean embedded() default false;

    /** From what the orders, cuts and crashes are drawn that the changes are tried in. */
    long seed() default 1;
}
