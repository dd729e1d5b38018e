package dev.afterimage.seed.traffic;

import dev.afterimage.item.Item;
import dev.afterimage.seed.sample.SampleTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The users and lists that the traffic knows of: those that it found and those that it made. Thread-safe. */
final class World {
    private static final int MOST_FOUND = 2_000;

    private final Pool<String> users = new Pool<>();
    private final Pool<String> lists = new Pool<>();

    /** Looks around in the tables; answers the lists whose deletion somebody began and did not end. */
    List<String> discover(TableReads reads) {
        reads.scan(SampleTables.USERS, MOST_FOUND).forEach(user -> users.add(id(user)));
        List<String> unfinished = new ArrayList<>();
        for (Item list : reads.scan(SampleTables.LISTS, MOST_FOUND)) {
            if (list.has(Conditions.UNDER_DELETION)) {
                unfinished.add(id(list));
            } else {
                lists.add(id(list));
            }
        }
        return unfinished;
    }

    Optional<String> someUser(RandomGenerator random) {
        return users.draw(random);
    }

    Optional<String> someList(RandomGenerator random) {
        return lists.draw(random);
    }

    /** A new one in every run, whatever its seed: what an earlier run made is still there. */
    String newId() {
        return UUID.randomUUID().toString();
    }

    void addUser(String id) {
        users.add(id);
    }

    void addList(String id) {
        lists.add(id);
    }

    /** Whether it was there: of two who want to delete it, one does. */
    boolean removeList(String id) {
        return lists.remove(id);
    }

    int users() {
        return users.size();
    }

    int lists() {
        return lists.size();
    }

    private static String id(Item item) {
        return item.string("id").orElseThrow();
    }
}
