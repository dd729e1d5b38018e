package dev.afterimage.rebuild;

/** Nothing can be built before somebody mends something: a table is missing, a permission denied. */
public final class CannotBuildException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotBuildException(String reason) {
        super(reason);
    }
}
