package dev.afterimage.console.web;

import io.javalin.security.RouteRole;

/** What a request may do, and what a route asks for; each may do what those before it may. */
public enum Access implements RouteRole {
    /** Nothing that needs a token. */
    OPEN,
    /** Look at everything. */
    READ,
    /** Decide on parked changes, versions and backfills, and put items back where the configuration allows that. */
    CHANGE;

    boolean allows(Access wanted) {
        return compareTo(wanted) >= 0;
    }
}
