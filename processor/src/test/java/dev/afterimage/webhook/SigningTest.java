package dev.afterimage.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SigningTest {
    private static final byte[] BODY =
            "{\"event_type\":\"ping\",\"data\":{\"success\":true}}".getBytes(StandardCharsets.UTF_8);

    @Test
    void signs_as_the_specifications_example() {
        assertThat(Signing.with("whsec_plJ3nmyCDGBKInavdOK15jsl").sign("msg_loFOjxBNrRLzqYUf", 1_731_705_121, BODY))
                .isEqualTo("v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
    }

    @Test
    void each_of_several_secrets_signs() {
        String one = Signing.with("one").sign("id", 1, BODY);
        String two = Signing.with("two").sign("id", 1, BODY);

        assertThat(Signing.with("one\n\n  two \n").sign("id", 1, BODY)).isEqualTo(one + " " + two);
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void what_is_no_secret_is_refused_without_being_told() {
        assertThatThrownBy(() -> Signing.with(" \n")).hasMessage("there is no secret to sign with");
        assertThatThrownBy(() -> Signing.with("whsec_MARKER!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("MARKER");
    }
}
