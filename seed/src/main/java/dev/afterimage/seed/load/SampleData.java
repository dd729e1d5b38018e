package dev.afterimage.seed.load;

import dev.afterimage.item.Item;
import dev.afterimage.seed.sample.Phrases;
import dev.afterimage.seed.sample.SampleItems;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.table.TableDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Users, their lists, and what is on them; made while it is read, so that its size needs no memory. */
public final class SampleData {
    private static final int USERS = 1;
    private static final int LISTS = 2;
    private static final int GUESTS = 3;
    private static final int LARGE_LEAST = 50_000;

    /** An item and its copy in a local index share 400 KB (Developer Guide, "Local secondary indexes"). */
    private static final int LARGE_MOST = 190_000;

    private static final Instant FIRST_DAY = Instant.parse("2026-01-01T08:00:00Z");

    private final LoadSettings settings;
    private final LoadSizes sizes;
    private final Seed seed;

    public SampleData(LoadSettings settings) {
        this.settings = settings;
        this.sizes = settings.sizes();
        this.seed = new Seed(settings.seed());
    }

    public long size() {
        return sizes.total();
    }

    /** Every item once: all users, then list by list. One thread may read it at a time. */
    public Stream<TableItem> items() {
        Random random = new Random();
        Phrases phrases = new Phrases(random);
        Stream<TableItem> users = IntStream.range(0, sizes.users()).mapToObj(user -> user(user, random, phrases));
        Stream<TableItem> lists = IntStream.range(0, sizes.users())
                .boxed()
                .flatMap(owner -> IntStream.range(0, sizes.listsPerUser())
                        .boxed()
                        .flatMap(number -> list(owner, number, random, phrases).stream()));
        return Stream.concat(users, lists);
    }

    private TableItem user(int index, Random random, Phrases phrases) {
        random.setSeed(seed.with(USERS).with(index).value());
        return in(SampleTables.USERS, SampleItems.user(userId(index), phrases.email(Integer.toString(index))));
    }

    private List<TableItem> list(int owner, int number, Random random, Phrases phrases) {
        Seed own = seed.with(LISTS).with(owner).with(number);
        random.setSeed(own.value());
        List<TableItem> all = new ArrayList<>();
        all.add(in(SampleTables.LISTS, SampleItems.list(own.id(), userId(owner), phrases.title())));
        Instant written = FIRST_DAY.plus(Duration.ofMinutes(random.nextInt(365 * 24 * 60)));
        for (int order = 1; order <= sizes.itemsPerList(); order++) {
            written = written.plusMillis(1 + random.nextInt(36_000_000));
            all.add(in(SampleTables.ITEMS, todo(own.id(), written, order, random, phrases)));
        }
        random.setSeed(own.with(GUESTS).value());
        guests(owner, random)
                .forEach(guest -> all.add(in(
                        SampleTables.GUESTS,
                        SampleItems.guest(
                                own.id(), userId(guest), settings.lapsing().next(random)))));
        return all;
    }

    private Item todo(String listId, Instant written, int order, Random random, Phrases phrases) {
        boolean large = random.nextDouble() < settings.large();
        String description =
                large ? phrases.longText(LARGE_LEAST + random.nextInt(LARGE_MOST - LARGE_LEAST)) : phrases.task();
        return SampleItems.todo(
                SampleItems.todoKey(listId, SampleItems.datetime(written)),
                description,
                random.nextInt(10) < 3,
                order,
                settings.lapsing().next(random));
    }

    private Set<Integer> guests(int owner, Random random) {
        Set<Integer> guests = new LinkedHashSet<>();
        while (guests.size() < sizes.guestsPerList()) {
            int guest = random.nextInt(sizes.users());
            if (guest != owner) {
                guests.add(guest);
            }
        }
        return guests;
    }

    private String userId(int index) {
        return seed.with(USERS).with(index).id();
    }

    private static TableItem in(TableDefinition table, Item item) {
        return new TableItem(table.name(), item);
    }
}
