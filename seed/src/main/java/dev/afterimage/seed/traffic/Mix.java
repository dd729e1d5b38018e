package dev.afterimage.seed.traffic;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * How often each action comes, by weight. Immutable.
 */
public final class Mix {
    /** What a busy evening of such an application looks like: more is read than written, and as much goes as comes. */
    public static final Mix BALANCED = parsed("sign-up=2,change-email=1,create-list=3,import-list=1,rename-list=3,"
            + "delete-list=3,add-item=14,add-fleeting-item=6,edit-item=12,toggle-item=14,swap-items=4,renew-item=3,"
            + "keep-item=2,delete-item=10,share-list=5,invite-guest=4,renew-invitation=2,accept-invitation=2,"
            + "unshare-list=4,read-list=16,read-overview=8,read-owner=4,browse=2");

    /** Only writes. */
    public static final Mix WRITES = parsed("sign-up=2,change-email=1,create-list=3,import-list=2,rename-list=3,"
            + "delete-list=3,add-item=14,add-fleeting-item=6,edit-item=14,toggle-item=14,swap-items=4,renew-item=3,"
            + "keep-item=2,delete-item=8,share-list=5,invite-guest=4,renew-invitation=2,accept-invitation=2,"
            + "unshare-list=4");

    /** Almost only reads. */
    public static final Mix READS =
            parsed("read-list=50,read-overview=25,read-owner=10,browse=5,add-item=4,toggle-item=4,delete-item=2");

    /** What comes goes soon: short lives, and whole lists deleted. */
    public static final Mix CHURN = parsed("sign-up=2,create-list=6,import-list=4,delete-list=9,add-item=10,"
            + "add-fleeting-item=25,renew-item=8,keep-item=4,delete-item=10,invite-guest=12,renew-invitation=4,"
            + "accept-invitation=3,unshare-list=3");

    private static final Map<String, Mix> PRESETS =
            new TreeMap<>(Map.of("balanced", BALANCED, "writes", WRITES, "reads", READS, "churn", CHURN));

    private final Map<Action, Integer> weights;
    private final int total;

    private Mix(Map<Action, Integer> weights) {
        this.weights = weights;
        this.total = weights.values().stream().mapToInt(Integer::intValue).sum();
        if (total <= 0) {
            throw new IllegalArgumentException("a mix needs at least one action with a weight above 0");
        }
    }

    /** A mix of one action. */
    public static Mix only(Action action) {
        return new Mix(Map.of(action, 1));
    }

    /** A preset's name, or weights by action: {@code add-item=5,toggle-item=3}. */
    public static Mix parse(String text) {
        Mix preset = PRESETS.get(text.strip().toLowerCase(Locale.ROOT));
        return preset == null ? parsed(text) : preset;
    }

    /** The names that {@link #parse} knows besides actions. */
    public static List<String> presets() {
        return List.copyOf(PRESETS.keySet());
    }

    /** The action whose turn it is, by luck. */
    Action next(RandomGenerator random) {
        int left = random.nextInt(total);
        for (Map.Entry<Action, Integer> entry : weights.entrySet()) {
            left -= entry.getValue();
            if (left < 0) {
                return entry.getKey();
            }
        }
        throw new AssertionError("the weights are less than their sum");
    }

    private static Mix parsed(String text) {
        Map<Action, Integer> weights = new EnumMap<>(Action.class);
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException("'" + part.strip() + "' is neither a preset ("
                        + String.join(", ", PRESETS.keySet()) + ") nor action=weight");
            }
            weights.merge(action(sides[0].strip()), weight(sides[1].strip()), Integer::sum);
        }
        return new Mix(weights);
    }

    private static Action action(String label) {
        return Arrays.stream(Action.values())
                .filter(action -> action.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no action '" + label + "'; there are "
                        + Arrays.stream(Action.values()).map(Action::label).collect(Collectors.joining(", "))));
    }

    private static int weight(String text) {
        if (!text.matches("\\d{1,6}")) {
            throw new IllegalArgumentException("a weight is a number from 0 to 999999, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
