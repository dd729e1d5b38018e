package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.projection.Write;
import java.util.List;

/** What kind of view a declared projection keeps: the same pure function of a change as a projection. */
interface Shape {
    List<Write> project(Change change);
}
