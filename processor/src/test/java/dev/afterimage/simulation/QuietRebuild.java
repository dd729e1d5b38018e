package dev.afterimage.simulation;

import dev.afterimage.rebuild.RebuildListener;

/** Notes what a rebuild tells. */
record QuietRebuild(History history) implements RebuildListener {
    @Override
    public void built(String item) {
        history.note(() -> "has built " + item);
    }

    @Override
    public void troubled(String item, String reason) {
        history.note(() -> "cannot build " + item + ": " + reason);
    }

    @Override
    public void begins(String what) {
        history.note(() -> what);
    }
}
