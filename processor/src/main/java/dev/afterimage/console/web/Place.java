package dev.afterimage.console.web;

/** The main places of the console, as its navigation shows them. */
public enum Place {
    LANES("/", "Lanes"),
    AUDIT("/audit", "Audit"),
    LIVE("/live-view", "Live"),
    PARKED("/parked", "Parked"),
    EXPIRATIONS("/expirations", "Expirations"),
    PROJECTIONS("/projections", "Projections"),
    BACKFILLS("/backfills", "Backfills"),
    /** Somewhere else, such as the page for logging in. */
    NONE("", "");

    private final String path;
    private final String label;

    Place(String path, String label) {
        this.path = path;
        this.label = label;
    }

    public String path() {
        return path;
    }

    public String label() {
        return label;
    }
}
