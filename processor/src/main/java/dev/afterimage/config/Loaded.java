package dev.afterimage.config;

import dev.afterimage.yaml.Problem;
import java.util.List;

/** What came of reading a configuration. */
public sealed interface Loaded {
    /** It is as it should be. */
    record Valid(Config config) implements Loaded {}

    /** It is not; these are all its mistakes, in the order of their places. */
    record Invalid(List<Problem> problems) implements Loaded {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
