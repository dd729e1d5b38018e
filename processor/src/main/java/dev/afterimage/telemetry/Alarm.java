package dev.afterimage.telemetry;

/** How near a lane is to losing changes: by how much of the time that the stream keeps them its oldest has used up. */
public enum Alarm {
    NONE,
    /** From half of it on. */
    WARNING,
    /** From three quarters on. */
    URGENT
}
