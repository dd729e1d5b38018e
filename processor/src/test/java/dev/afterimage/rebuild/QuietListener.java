package dev.afterimage.rebuild;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what it is told. */
class QuietListener implements RebuildListener {
    final List<String> built = Collections.synchronizedList(new ArrayList<>());
    final List<String> troubles = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void built(String item) {
        built.add(item);
    }

    @Override
    public void troubled(String item, String reason) {
        troubles.add(item + ": " + reason);
    }

    @Override
    public void begins(String what) {}
}
