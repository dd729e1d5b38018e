package dev.afterimage.seed.traffic;

import dev.afterimage.seed.batch.Backoff;
import dev.afterimage.seed.sample.Phrases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Plays a user: does what it is told, with a list or user by luck. For one thread. */
final class Player {
    private static final int FEWEST = 3;
    private static final int FEW = 10;

    private final World world;
    private final Random random;
    private final TrafficListener listener;
    private final TableReads reads;
    private final TableWrites writes;
    private final UserActions users;
    private final ListActions lists;
    private final ItemActions items;
    private final GuestActions guests;
    private final ReadActions looks;

    Player(DynamoDbClient client, World world, TrafficSettings settings, long seed, TrafficListener listener) {
        InstantSource clock = InstantSource.system();
        this.world = world;
        this.random = new Random(seed);
        this.listener = listener;
        Backoff backoff = new Backoff(random, Backoff.Pause.sleeping());
        Phrases phrases = new Phrases(random);
        Lifetimes lifetimes = new Lifetimes(settings.longestLife(), clock, random);
        this.reads = new TableReads(client, backoff);
        this.writes = new TableWrites(client, backoff, listener, clock);
        this.users = new UserActions(reads, writes, world, random, phrases);
        this.lists = new ListActions(reads, writes, world, lifetimes, random, phrases);
        this.items = new ItemActions(reads, writes, lifetimes, random, phrases);
        this.guests = new GuestActions(reads, writes, world, lifetimes, random);
        this.looks = new ReadActions(reads);
    }

    /** Looks who is there, ends the deletions that somebody left half done, and sees to it that there is somebody. */
    void lookAround() {
        world.discover(reads).forEach(lists::finishDeletion);
        for (int missing = FEWEST - world.users(); missing > 0; missing--) {
            play(Action.SIGN_UP);
        }
        for (int missing = FEWEST - world.lists(); missing > 0; missing--) {
            play(Action.CREATE_LIST);
        }
    }

    /** The action whose turn it is by the mix; but where few lists are left, a new one takes the place of a deletion. */
    void play(Mix mix) {
        Action action = mix.next(random);
        play(action == Action.DELETE_LIST && world.lists() <= FEW ? Action.CREATE_LIST : action);
    }

    void play(Action action) {
        long start = System.nanoTime();
        Outcome outcome = perform(action);
        listener.completed(action, outcome, writes.takeConflicts(), Duration.ofNanos(System.nanoTime() - start));
    }

    private Outcome perform(Action action) {
        return switch (action) {
            case SIGN_UP -> users.signUp();
            case CHANGE_EMAIL -> asUser(users::changeEmail);
            case CREATE_LIST -> asUser(lists::create);
            case IMPORT_LIST -> asUser(lists::importItems);
            case RENAME_LIST -> onList(lists::rename);
            case DELETE_LIST -> onList(lists::delete);
            case ADD_ITEM -> onList(items::add);
            case ADD_FLEETING_ITEM -> onList(items::addFleeting);
            case EDIT_ITEM -> onList(items::edit);
            case TOGGLE_ITEM -> onList(items::toggle);
            case SWAP_ITEMS -> onList(items::swap);
            case RENEW_ITEM -> onList(items::renew);
            case KEEP_ITEM -> onList(items::keep);
            case DELETE_ITEM -> onList(items::delete);
            case SHARE_LIST -> onList(guests::share);
            case INVITE_GUEST -> onList(guests::invite);
            case RENEW_INVITATION -> onList(guests::renew);
            case ACCEPT_INVITATION -> onList(guests::accept);
            case UNSHARE_LIST -> onList(guests::unshare);
            case READ_LIST -> onList(looks::list);
            case READ_OVERVIEW -> asUser(looks::overview);
            case READ_OWNER -> onList(looks::owner);
            case BROWSE -> looks.browse();
        };
    }

    private Outcome asUser(Function<String, Outcome> action) {
        return on(world.someUser(random), action);
    }

    private Outcome onList(Function<String, Outcome> action) {
        return on(world.someList(random), action);
    }

    private static Outcome on(Optional<String> id, Function<String, Outcome> action) {
        return id.map(action).orElse(Outcome.MISSED);
    }
}
