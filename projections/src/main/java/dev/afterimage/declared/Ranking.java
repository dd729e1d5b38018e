package dev.afterimage.declared;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Rows;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Keeps the items of each row in the order of a value of theirs, those of one value in the order of their keys, and lets the
 * row show the first or the last of them.
 *
 * <p>Who comes is compared with the leader alone, whose place a row of its own holds. Only where somebody leaves are
 * the two at that end read, one of which may be the one that leaves.
 *
 * @param name what sets it apart from the other rankings of a row
 * @param greatest whether the greatest leads
 * @param shown what shows a new leader
 */
record Ranking(String name, boolean greatest, Members members, Shown shown) {
    private static final String LEADER = "leader";

    /** Makes a row show who leads now. */
    interface Shown {
        Write of(RowKey row, Optional<Map<String, AttributeValue>> leader);
    }

    Member member(RowKey of, AttributeValue rank, ItemKey item, Map<String, AttributeValue> content) {
        String place = beginning() + OrderedText.of(rank) + OrderedText.END + item.canonical();
        return new Member(of, members.at(of, place), content);
    }

    List<Read> reads(Succession succession) {
        if (succession.changesNothing()) {
            return List.of();
        }
        List<Read> reads = new ArrayList<>();
        succession.gone().ifPresent(gone -> reads.add(foremost(gone.of())));
        succession.joining().ifPresent(come -> reads.add(leader(come.of())));
        return reads;
    }

    List<Write> writes(Succession succession, Rows rows) {
        if (succession.changesNothing()) {
            return List.of();
        }
        List<Write> writes = new ArrayList<>();
        succession.gone().ifPresent(gone -> {
            writes.add(Write.delete(gone.key()));
            leave(gone, succession.staying(), rows, writes);
        });
        succession.after().ifPresent(come -> writes.add(come.put()));
        succession.joining().ifPresent(come -> join(come, rows, writes));
        return writes;
    }

    private void join(Member come, Rows rows, List<Write> writes) {
        Optional<String> leading = rows.row(leader(come.of())).flatMap(row -> row.string(LEADER));
        if (leading.filter(place -> ahead().compare(place, come.place()) < 0).isEmpty()) {
            lead(come.of(), Optional.of(come), leading, writes);
        }
    }

    private void leave(Member gone, Optional<Member> come, Rows rows, List<Write> writes) {
        List<Member> found = rows.range(foremost(gone.of())).stream()
                .map(row -> found(gone.of(), row))
                .toList();
        Optional<String> leading = found.stream().findFirst().map(Member::place);
        Optional<Member> leader = Stream.concat(
                        come.stream(),
                        found.stream().filter(member -> !member.key().equals(gone.key())))
                .min(Comparator.comparing(Member::place, ahead()));
        if ((come.isPresent() && leader.equals(come))
                || !leader.map(Member::place).equals(leading)) {
            lead(gone.of(), leader, leading, writes);
        }
    }

    private void lead(RowKey row, Optional<Member> leader, Optional<String> before, List<Write> writes) {
        writes.add(shown.of(row, leader.map(Member::content)));
        RowKey kept = leader(row).key();
        if (leader.isEmpty()) {
            writes.add(Write.delete(kept));
        } else if (!leader.map(Member::place).equals(before)) {
            writes.add(Write.put(
                    kept, Map.of(LEADER, AttributeValue.fromS(leader.get().place()))));
        }
    }

    private Comparator<String> ahead() {
        return greatest ? OrderedText.ORDER.reversed() : OrderedText.ORDER;
    }

    private Read.Range foremost(RowKey row) {
        Read.Range all = members.beginning(row, beginning());
        return greatest ? all.last(2) : all.first(2);
    }

    private Read.Row leader(RowKey row) {
        return Read.row(members.at(row, OrderedText.of(name)), LEADER);
    }

    private String beginning() {
        return OrderedText.of(name) + OrderedText.END;
    }

    private Member found(RowKey of, Item row) {
        RowKey key = members.keyOf(row);
        Map<String, AttributeValue> content = new LinkedHashMap<>(row.attributes());
        content.keySet().removeAll(key.key().attributes().keySet());
        return new Member(of, key, content);
    }
}
