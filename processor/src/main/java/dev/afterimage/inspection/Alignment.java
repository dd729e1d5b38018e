package dev.afterimage.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which runs of two sequences differ while the rest is alike, by Myers' algorithm ("An O(ND) difference algorithm",
 * 1986): the fewest removals and additions that make one of the other. Sequences that differ in more than so many places
 * count as different from the first difference to the last.
 */
final class Alignment {
    private static final int MOST_EDITS = 400;

    private final int[] before;
    private final int[] after;
    private final int start;
    private final int endBefore;
    private final int endAfter;

    /** A run that differs: from a first element to the one after the last, on both sides; either may be empty. */
    record Run(int beforeFrom, int beforeTo, int afterFrom, int afterTo) {}

    private Alignment(int[] before, int[] after) {
        this.before = before;
        this.after = after;
        this.start = commonBeginning(before, after);
        int alike = commonEnd(before, after, start);
        this.endBefore = before.length - alike;
        this.endAfter = after.length - alike;
    }

    /** The runs that differ between two sequences, whose elements are alike where their numbers are equal; in order. */
    static List<Run> of(int[] before, int[] after) {
        return new Alignment(before, after).runs();
    }

    private List<Run> runs() {
        if (start == endBefore && start == endAfter) {
            return List.of();
        }
        if (start == endBefore || start == endAfter) {
            return List.of(whole());
        }
        List<int[]> furthest = new ArrayList<>();
        int most = Math.min(MOST_EDITS, endBefore - start + endAfter - start);
        int[] reach = new int[2 * most + 3];
        for (int edits = 0; edits <= most; edits++) {
            furthest.add(Arrays.copyOfRange(reach, most + 1 - edits - 1, most + 1 + edits + 2));
            if (advance(reach, edits, most + 1)) {
                return runs(furthest, edits);
            }
        }
        return List.of(whole());
    }

    private Run whole() {
        return new Run(start, endBefore, start, endAfter);
    }

    /** Goes one edit further on every diagonal; answers whether the end is reached. */
    private boolean advance(int[] reach, int edits, int middle) {
        int sizeBefore = endBefore - start;
        int sizeAfter = endAfter - start;
        for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
            int at = middle + diagonal;
            boolean down = diagonal == -edits || (diagonal != edits && reach[at - 1] < reach[at + 1]);
            int x = down ? reach[at + 1] : reach[at - 1] + 1;
            int y = x - diagonal;
            while (x < sizeBefore && y < sizeAfter && before[start + x] == after[start + y]) {
                x++;
                y++;
            }
            reach[at] = x;
            if (x >= sizeBefore && y >= sizeAfter) {
                return true;
            }
        }
        return false;
    }

    /** Goes the way back, from edit to edit, and gathers those that touch. */
    private List<Run> runs(List<int[]> furthest, int edits) {
        List<Run> runs = new ArrayList<>();
        int x = endBefore - start;
        int y = endAfter - start;
        for (int edit = edits; edit > 0; edit--) {
            int[] reach = furthest.get(edit);
            int middle = reach.length / 2;
            int diagonal = x - y;
            boolean down = diagonal == -edit
                    || (diagonal != edit && reach[middle + diagonal - 1] < reach[middle + diagonal + 1]);
            int fromDiagonal = down ? diagonal + 1 : diagonal - 1;
            int fromX = reach[middle + fromDiagonal];
            int fromY = fromX - fromDiagonal;
            add(
                    runs,
                    new Run(
                            start + fromX,
                            start + fromX + (down ? 0 : 1),
                            start + fromY,
                            start + fromY + (down ? 1 : 0)));
            x = fromX;
            y = fromY;
        }
        return runs.reversed();
    }

    private static void add(List<Run> runs, Run earlier) {
        if (!runs.isEmpty()
                && runs.getLast().beforeFrom() == earlier.beforeTo()
                && runs.getLast().afterFrom() == earlier.afterTo()) {
            Run later = runs.removeLast();
            runs.add(new Run(earlier.beforeFrom(), later.beforeTo(), earlier.afterFrom(), later.afterTo()));
        } else {
            runs.add(earlier);
        }
    }

    private static int commonBeginning(int[] before, int[] after) {
        int mismatch = Arrays.mismatch(before, after);
        return mismatch < 0 ? before.length : mismatch;
    }

    private static int commonEnd(int[] before, int[] after, int start) {
        int alike = 0;
        while (alike < Math.min(before.length, after.length) - start
                && before[before.length - 1 - alike] == after[after.length - 1 - alike]) {
            alike++;
        }
        return alike;
    }
}
