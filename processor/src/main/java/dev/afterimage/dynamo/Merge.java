package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** Several sorted sequences of rows as one. For one thread. */
final class Merge implements Iterator<Item> {
    private final PriorityQueue<Head> heads;
    private final Predicate<Item> wanted;

    /** The next row of a sequence, and what follows it. */
    private record Head(Item row, Iterator<Item> rest) {}

    Merge(List<Iterator<Item>> sequences, Comparator<Item> order, Predicate<Item> wanted) {
        this.heads = new PriorityQueue<>(sequences.size(), Comparator.comparing(Head::row, order));
        this.wanted = wanted;
        sequences.forEach(this::advance);
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public Item next() {
        Head head = heads.poll();
        if (head == null) {
            throw new NoSuchElementException();
        }
        advance(head.rest());
        return head.row();
    }

    private void advance(Iterator<Item> sequence) {
        while (sequence.hasNext()) {
            Item row = sequence.next();
            if (wanted.test(row)) {
                heads.add(new Head(row, sequence));
                return;
            }
        }
    }
}
