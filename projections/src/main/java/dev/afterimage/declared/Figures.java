package dev.afterimage.declared;

import dev.afterimage.declared.FiguredGroup.Counted;
import dev.afterimage.declared.FiguredGroup.Ranked;
import dev.afterimage.declared.GroupReader.Last;
import dev.afterimage.yaml.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The figures of a group for which other rows must be known, by the attributes of rows that show them. */
record Figures(
        Map<String, Reference> least,
        Map<String, Reference> greatest,
        Map<String, Last> last,
        Map<String, Reference> distinct) {
    /** All that is written for one change goes into one transaction, which has room for so many. */
    private static final int MOST = 10;

    static Figures read(Section definition, GroupReader reader) {
        Figures figures =
                new Figures(reader.extremes("min"), reader.extremes("max"), reader.lasts(), reader.distinct());
        if (figures.count() > MOST) {
            definition.problem(
                    "", "has " + figures.count() + " of min, max, last and distinct: a group may have up to " + MOST);
        }
        return figures;
    }

    private int count() {
        return least.size() + greatest.size() + last.size() + distinct.size();
    }

    boolean isEmpty() {
        return count() == 0;
    }

    /** Whether there are some for which the members of a row have ranks. */
    boolean areRanked() {
        return count() > distinct.size();
    }

    List<Ranked> ranked(Members members) {
        List<Ranked> ranked = new ArrayList<>();
        least.forEach((name, of) -> ranked.add(Ranked.of(name, false, members, new Scalar(of, "a min"), of)));
        greatest.forEach((name, of) -> ranked.add(Ranked.of(name, true, members, new Scalar(of, "a max"), of)));
        last.forEach(
                (name, of) -> ranked.add(Ranked.of(name, true, members, new Scalar(of.by(), "an order"), of.of())));
        return ranked;
    }

    List<Counted> counted(Members members) {
        return distinct.entrySet().stream()
                .map(figure -> new Counted(
                        new Distinct(figure.getKey(), members), new Scalar(figure.getValue(), "a count of values")))
                .toList();
    }
}
