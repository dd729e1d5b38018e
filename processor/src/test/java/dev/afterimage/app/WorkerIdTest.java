package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkerIdTest {
    private final String scope = UUID.randomUUID().toString();

    @Test
    void a_configured_id_is_refused_while_another_worker_has_it() {
        try (WorkerId first = WorkerId.take(Optional.of("w1"), scope)) {
            assertThat(first.value()).isEqualTo("w1");
            assertThatThrownBy(() -> WorkerId.take(Optional.of("w1"), scope))
                    .isInstanceOf(WorkerIdTakenException.class)
                    .hasMessageContaining("worker.id");
        }
        WorkerId.take(Optional.of("w1"), scope).close();
    }

    @Test
    void workers_that_share_no_leases_may_share_an_id() {
        try (WorkerId here = WorkerId.take(Optional.of("w1"), scope);
                WorkerId there = WorkerId.take(Optional.of("w1"), scope + " elsewhere")) {
            assertThat(there.value()).isEqualTo(here.value());
        }
    }

    @Test
    void without_a_configured_id_each_worker_of_a_host_gets_one_and_the_first_gets_the_same_again() {
        String name;
        try (WorkerId first = WorkerId.take(Optional.empty(), scope);
                WorkerId second = WorkerId.take(Optional.empty(), scope)) {
            name = first.value();
            assertThat(second.value()).isEqualTo(name + "-2");
        }
        try (WorkerId again = WorkerId.take(Optional.empty(), scope)) {
            assertThat(again.value()).isEqualTo(name);
        }
    }
}
