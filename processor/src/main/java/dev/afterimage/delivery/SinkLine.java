package dev.afterimage.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A sink as it is shown. It may be configured no more, or not begun yet.
 *
 * @param type what kind of receiver it is; empty where it is configured no more
 * @param status empty where nothing was ever delivered to it
 */
public record SinkLine(SinkName name, Optional<String> type, Optional<SinkStatus> status) {
    /** Those that are configured, with their types, and those to which anything was ever delivered; by name. */
    public static List<SinkLine> all(Map<SinkName, String> configured, List<SinkStatus> known) {
        Map<SinkName, SinkLine> lines = new TreeMap<>();
        configured.forEach((name, type) -> lines.put(name, new SinkLine(name, Optional.of(type), Optional.empty())));
        for (SinkStatus status : known) {
            SinkName name = status.state().name();
            lines.put(name, new SinkLine(name, Optional.ofNullable(configured.get(name)), Optional.of(status)));
        }
        return List.copyOf(lines.values());
    }

    public Optional<Progress> progress() {
        return status.map(SinkStatus::state).map(SinkState::progress);
    }

    public Optional<Trouble> trouble() {
        return progress().flatMap(Progress::trouble);
    }

    public boolean halted() {
        return trouble().filter(Trouble::halted).isPresent();
    }

    /** For people, in a word or two. */
    public String state() {
        if (type.isEmpty()) {
            return "not configured";
        }
        return status.isEmpty()
                ? "not begun"
                : trouble()
                        .map(trouble -> trouble.halted() ? "HALTED" : "retrying")
                        .orElse("ok");
    }
}
