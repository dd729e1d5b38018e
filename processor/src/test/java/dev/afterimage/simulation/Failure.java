package dev.afterimage.simulation;

import java.util.List;

/**
 * That a run did not end as it should.
 *
 * @param history what happened, in order
 */
record Failure(Scenario scenario, AssertionError error, List<String> history) {
    private static final int LONGEST_REASON = 4_000;

    String reason() {
        String reason = String.valueOf(error.getMessage());
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }
}
