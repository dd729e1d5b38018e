package dev.afterimage.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what is sent as Standard Webhooks 1.0 has it: HMAC-SHA256 over id, time and body. While a secret is being replaced
 * there are two, and each signs. Thread-safe.
 */
final class Signing {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String ENCODED = "whsec_";

    private final List<SecretKeySpec> keys;

    private Signing(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * With these secrets, one a line: text, or {@code whsec_} and base64. An {@link IllegalArgumentException}, which does
     * not hold any of it, where there is none.
     */
    static Signing with(String secrets) {
        List<SecretKeySpec> keys = secrets.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Signing::key)
                .toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no secret to sign with");
        }
        return new Signing(keys);
    }

    /** What goes into the header {@code webhook-signature}. */
    String sign(String id, long seconds, byte[] body) {
        byte[] head = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
        return keys.stream().map(key -> "v1," + mac(key, head, body)).collect(Collectors.joining(" "));
    }

    private static String mac(SecretKeySpec key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            mac.update(body);
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private static SecretKeySpec key(String secret) {
        try {
            byte[] bytes = secret.startsWith(ENCODED)
                    ? Base64.getDecoder().decode(secret.substring(ENCODED.length()))
                    : secret.getBytes(StandardCharsets.UTF_8);
            return new SecretKeySpec(bytes, ALGORITHM);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("a secret begins with " + ENCODED + " and goes on without base64");
        }
    }
}
