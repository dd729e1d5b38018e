package dev.afterimage.yaml;

/** The beginning of what somebody wrote, short enough for a message and without characters that steer a terminal. */
final class Excerpt {
    private static final int LONGEST = 100;

    private Excerpt() {}

    static String of(String text) {
        String beginning = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return beginning.replaceAll("\\p{Cntrl}", "?");
    }
}
