package dev.afterimage.console.health;

import java.util.List;

/** How the worker is, as machines ask it. Thread-safe; it answers at once. */
public interface WorkerHealth {
    /** Why the worker does not do its work at present, one reason each; empty where it does. */
    List<String> unready();
}
