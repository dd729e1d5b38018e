package dev.afterimage.due;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a shift is kept in must do. */
public abstract class ShiftsContract {
    /** Without a shift. */
    protected abstract Shifts shifts();

    @Test
    void is_nobodys_before_somebody_takes_it() {
        assertThat(shifts().current()).isEqualTo(Shift.NOBODYS);
    }

    @Test
    void one_of_two_takes_it() {
        Shifts shifts = shifts();
        Shift current = shifts.current();

        assertThat(shifts.put(current.takenBy("w1"))).isTrue();
        assertThat(shifts.put(current.takenBy("w2"))).isFalse();
        assertThat(shifts.current()).isEqualTo(current.takenBy("w1"));
        assertThat(shifts.put(shifts.current().left())).isTrue();
        assertThat(shifts.current().worker()).isEmpty();
    }
}
