package dev.afterimage.console.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sessions that nobody has to store: a cookie says what its holder may do, and a signature that this is so. The key is made
 * of the tokens, so that all workers with the same tokens accept it, and that a new token ends every session. Thread-safe.
 */
public final class Sessions {
    static final Duration LENGTH = Duration.ofHours(12);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int PARTS = 4;

    private final SecretKeySpec key;
    private final InstantSource clock;

    public Sessions(Tokens tokens, InstantSource clock) {
        String secret = tokens.read().map(Token::text).orElse("")
                + "\n"
                + tokens.change().map(Token::text).orElse("");
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    public Session begin(Access access, String operator) {
        return new Session(access, operator, clock.instant().plus(LENGTH));
    }

    /** The cookie's value. */
    public String write(Session session) {
        String content = session.access() + "." + session.until().getEpochSecond() + "."
                + ENCODER.encodeToString(session.operator().getBytes(StandardCharsets.UTF_8));
        return content + "." + sign("session", content);
    }

    /** Empty where the value is none of ours, or the session is over. */
    public Optional<Session> read(String value) {
        String[] parts = value.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        String content = value.substring(0, value.lastIndexOf('.'));
        if (!same(sign("session", content), parts[PARTS - 1])) {
            return Optional.empty();
        }
        Session session = new Session(
                Access.valueOf(parts[0]),
                new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8),
                Instant.ofEpochSecond(Long.parseLong(parts[1])));
        return Optional.of(session).filter(open -> clock.instant().isBefore(open.until()));
    }

    /** What a page of this session has to send along with each change: a page of another site cannot know it. */
    public String csrf(Session session) {
        return sign("csrf", write(session));
    }

    public boolean isCsrf(Session session, String sent) {
        return same(csrf(session), sent);
    }

    private String sign(String purpose, String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return ENCODER.encodeToString(mac.doFinal((purpose + ":" + content).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, missing);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
