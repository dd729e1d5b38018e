package dev.afterimage.testing.junit;

import static dev.afterimage.testing.junit.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests that must fail, run as JUnit runs them. */
class MistakenTest {
    @Test
    void a_row_that_depends_on_the_order_fails_a_test_that_did_not_ask() {
        assertThat(failureOf(OrderMatters.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "in another order, round",
                        "of seed 7",
                        "customer_orders/customer=C1",
                        "written by orders/id=O1");
    }

    @Test
    void a_failed_test_is_told_alone() {
        assertThat(failureOf(Fails.class)).hasMessage("the test's own").hasNoSuppressedExceptions();
    }

    @Test
    void a_projection_that_cannot_be_made_is_named() {
        assertThat(failureOf(WantsParameter.class))
                .hasMessageContaining(Orders.WithParameter.class.getName())
                .hasMessageContaining("ProjectionScenario.of(projections)");
        assertThat(failureOf(CannotBeMade.class))
                .hasMessage("the constructor of " + Orders.Failing.class.getName()
                        + " failed: java.lang.IllegalStateException: no rates");
    }

    @Test
    void a_file_of_tables_that_is_missing_is_named() {
        assertThat(failureOf(NoFile.class))
                .hasMessage("@AfterimageTest(tables = \"none.yaml\"): there is no none.yaml beside "
                        + NoFile.class.getName());
    }

    private static Throwable failureOf(Class<?> test) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(test))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(failed -> failed.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError(test + " did not fail"));
    }

    @AfterimageTest(value = Orders.LastWins.class, tables = "tables.yaml", seed = 7)
    static class OrderMatters {
        @Test
        void gives_two_orders(ProjectionScenario scenario) {
            scenario.given().insert("orders", order("O1", "C1"));
            scenario.given().insert("orders", order("O2", "C1"));
        }
    }

    @AfterimageTest(value = Orders.LastWins.class, tables = "tables.yaml")
    static class Fails {
        @Test
        void by_itself(ProjectionScenario scenario) {
            scenario.given().insert("orders", order("O1", "C1"));
            scenario.given().insert("orders", order("O2", "C1"));
            throw new AssertionError("the test's own");
        }
    }

    @AfterimageTest(Orders.WithParameter.class)
    static class WantsParameter {
        @Test
        void has_none() {}
    }

    @AfterimageTest(Orders.Failing.class)
    static class CannotBeMade {
        @Test
        void fails() {}
    }

    @AfterimageTest(value = Orders.Counting.class, tables = "none.yaml")
    static class NoFile {
        @Test
        void fails() {}
    }
}
