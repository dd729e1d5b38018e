package dev.afterimage.demo.torture;

/** What was done, counted. For one thread. */
final class Deeds {
    private int kills;
    private int terminations;
    private int pauses;
    private int restarts;
    private int restartsWithSameId;
    private int rolls;

    void killed() {
        kills++;
    }

    void terminated() {
        terminations++;
    }

    void paused() {
        pauses++;
    }

    void restarted(boolean sameId) {
        restarts++;
        restartsWithSameId += sameId ? 1 : 0;
    }

    void rolled() {
        rolls++;
    }

    @Override
    public String toString() {
        return "%d killed, %d told to stop, %d paused and woken, %d restarted (%d with their id), %d times all shards rolled"
                .formatted(kills, terminations, pauses, restarts, restartsWithSameId, rolls);
    }
}
