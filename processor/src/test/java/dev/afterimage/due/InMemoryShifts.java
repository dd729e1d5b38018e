package dev.afterimage.due;

/** A shift in memory. Thread-safe. */
public final class InMemoryShifts implements Shifts {
    private Shift stored = Shift.NOBODYS;

    @Override
    public synchronized Shift current() {
        return stored;
    }

    @Override
    public synchronized boolean put(Shift next) {
        if (stored.revision() != next.revision() - 1) {
            return false;
        }
        stored = next;
        return true;
    }
}
