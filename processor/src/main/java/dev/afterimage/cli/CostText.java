package dev.afterimage.cli;

import dev.afterimage.history.ReadCost;
import java.util.Locale;

/** How it is written what something cost. */
final class CostText {
    private CostText() {}

    static String of(ReadCost cost) {
        return units(cost.units()) + " read units in " + ParkedText.count(cost.requests(), "request");
    }

    static String units(double units) {
        return String.format(Locale.ROOT, "%.1f", units);
    }
}
