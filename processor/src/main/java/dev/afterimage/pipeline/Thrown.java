package dev.afterimage.pipeline;

import java.util.Arrays;

/** Puts into one line what was thrown, for people who have to find it in their code. */
final class Thrown {
    private Thrown() {}

    /** What was thrown, its causes, and where: {@code NullPointerException: … at ListSummary.java:42}. */
    static String inWords(Throwable thrown) {
        StringBuilder words = new StringBuilder(thrown.toString());
        Throwable cause = thrown.getCause();
        for (int depth = 0; cause != null && depth < 3; depth++, cause = cause.getCause()) {
            words.append(", caused by ").append(cause);
        }
        Arrays.stream(thrown.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java."))
                .findFirst()
                .ifPresent(frame -> words.append(" at ").append(frame));
        return words.toString();
    }
}
