package dev.afterimage.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlignmentTest {
    @Test
    void finds_the_fewest_removals_and_additions() {
        Random random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            int[] before = sequence(random, random.nextInt(14));
            int[] after = sequence(random, random.nextInt(14));

            List<Alignment.Run> runs = Alignment.of(before, after);

            assertThat(applied(before, after, runs))
                    .as("%s to %s by %s", Arrays.toString(before), Arrays.toString(after), runs)
                    .isEqualTo(after);
            assertThat(edits(runs)).isEqualTo(before.length + after.length - 2 * longestCommon(before, after));
        }
    }

    @Test
    void what_differs_too_much_counts_as_different_from_the_first_difference_to_the_last() {
        int[] before = IntStream.range(0, 2_000).toArray();
        int[] after = IntStream.range(0, 2_000)
                .map(i -> i < 10 || i >= 1_900 ? i : -i)
                .toArray();

        assertThat(Alignment.of(before, after)).containsExactly(new Alignment.Run(10, 1_900, 10, 1_900));
    }

    @Test
    void one_insertion_into_a_long_sequence_is_one_run() {
        int[] before = IntStream.range(0, 100_000).toArray();
        int[] after = IntStream.range(-1, 100_000).toArray();

        assertThat(Alignment.of(before, after)).containsExactly(new Alignment.Run(0, 0, 0, 1));
        assertThat(Alignment.of(before, before)).isEmpty();
    }

    private static int[] sequence(Random random, int length) {
        return random.ints(length, 0, 4).toArray();
    }

    private static int[] applied(int[] before, int[] after, List<Alignment.Run> runs) {
        IntStream.Builder result = IntStream.builder();
        int same = 0;
        for (Alignment.Run run : runs) {
            Arrays.stream(before, same, run.beforeFrom()).forEach(result::add);
            Arrays.stream(after, run.afterFrom(), run.afterTo()).forEach(result::add);
            same = run.beforeTo();
        }
        Arrays.stream(before, same, before.length).forEach(result::add);
        return result.build().toArray();
    }

    private static int edits(List<Alignment.Run> runs) {
        return runs.stream()
                .mapToInt(run -> run.beforeTo() - run.beforeFrom() + run.afterTo() - run.afterFrom())
                .sum();
    }

    private static int longestCommon(int[] one, int[] other) {
        int[][] longest = new int[one.length + 1][other.length + 1];
        for (int i = one.length - 1; i >= 0; i--) {
            for (int j = other.length - 1; j >= 0; j--) {
                longest[i][j] =
                        one[i] == other[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        return longest[0][0];
    }
}
