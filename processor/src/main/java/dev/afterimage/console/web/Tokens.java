package dev.afterimage.console.web;

import java.util.Optional;

/**
 * The tokens of this console.
 *
 * @param read for looking; where it is empty everybody may look who reaches the console
 * @param change for looking and changing; where it is empty nobody may change anything
 */
public record Tokens(Optional<Token> read, Optional<Token> change) {
    public boolean any() {
        return read.isPresent() || change.isPresent();
    }

    /** What somebody without a token may do. */
    Access unknown() {
        return read.isEmpty() ? Access.READ : Access.OPEN;
    }

    /** What whoever knows this text may do; empty where it is no token. */
    public Optional<Access> of(String text) {
        if (change.filter(token -> token.is(text)).isPresent()) {
            return Optional.of(Access.CHANGE);
        }
        return read.filter(token -> token.is(text)).map(_ -> Access.READ);
    }
}
