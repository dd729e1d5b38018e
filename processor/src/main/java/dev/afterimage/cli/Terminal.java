package dev.afterimage.cli;

/** Whoever sits before the program. */
public interface Terminal {
    /** Whether anybody is there to be asked. */
    boolean attended();

    /** Whether that person says yes to a question. */
    boolean agrees(String question);
}
