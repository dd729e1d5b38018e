package dev.afterimage.console.web;

import io.javalin.http.Context;
import java.util.Optional;

/**
 * Who a request comes from.
 *
 * @param operator who acts, where that is known
 * @param session the session of a person's browser; empty for a program, and for who has not logged in
 * @param csrf what a page of the session sends along with each change; empty without a session
 */
public record Caller(Access access, Optional<String> operator, Optional<Session> session, String csrf) {
    static final String ATTRIBUTE = "afterimage.caller";

    private static final int LONGEST_NAME = 100;

    static Caller unknown(Access access) {
        return new Caller(access, Optional.empty(), Optional.empty(), "");
    }

    static Caller program(Access access, Optional<String> operator) {
        return new Caller(access, operator.map(String::strip), Optional.empty(), "");
    }

    static Caller of(Session session, String csrf) {
        return new Caller(session.access(), Optional.of(session.operator()), Optional.of(session), csrf);
    }

    /** Who sent this request, after it has passed the {@link Gate}. */
    public static Caller of(Context request) {
        Caller caller = request.attribute(ATTRIBUTE);
        return caller == null ? unknown(Access.OPEN) : caller;
    }

    public boolean mayChange() {
        return access.allows(Access.CHANGE);
    }

    /** Who is to be noted as the one who did it; a {@link ProblemException} where nobody is named. */
    public String requireOperator() {
        return operator.filter(Caller::isName)
                .orElseThrow(() -> Problem.badRequest("it is noted who changes something: send your name in the header "
                                + Gate.OPERATOR_HEADER + ", up to " + LONGEST_NAME + " characters")
                        .asException());
    }

    /** Whether an operator may be called so. */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.codePoints().noneMatch(Character::isISOControl);
    }
}
