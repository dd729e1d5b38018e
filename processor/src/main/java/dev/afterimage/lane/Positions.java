package dev.afterimage.lane;

import java.util.List;

/** Reads the positions of lanes. They are written only by commits. Thread-safe. */
public interface Positions {
    /** The lane's position, strongly consistent; {@link Position#start} where nothing is stored. */
    Position of(Lane lane);

    /** Every stored position, in the order of lanes. */
    List<Position> all();
}
