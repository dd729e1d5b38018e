package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.Rows;
import dev.afterimage.projection.Write;
import java.util.List;

/** What kind of view a declared projection keeps that must know other rows. */
interface ReadingShape {
    List<Read> reads(Change change);

    List<Write> project(Change change, Rows rows);
}
