package dev.afterimage.yaml;

/** Where a setting was written. */
public sealed interface Place {
    /** In a file; lines and columns count from 1. */
    record InFile(String file, int line, int column) implements Place {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    /** In an environment variable. */
    record InEnvironment(String variable) implements Place {
        @Override
        public String toString() {
            return Excerpt.of(variable);
        }
    }

    /** Nowhere: there is no file. */
    enum Nowhere implements Place {
        NOWHERE;

        @Override
        public String toString() {
            return "configuration";
        }
    }
}
