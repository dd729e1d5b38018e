package dev.afterimage.console.version;

import dev.afterimage.console.web.Problem;
import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.rebuild.Comparison;
import dev.afterimage.rebuild.Rebuilder;
import dev.afterimage.version.VersionCatalog;
import dev.afterimage.version.VersionStatus;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a form asks for. */
final class Wishes {
    private static final int MOST_SEGMENTS = 1_000;
    private static final int MOST_THREADS = 64;

    private Wishes() {}

    static VersionTask task(Context request, VersionStatus version, Decision decision, VersionCatalog catalog) {
        ProjectionName name = version.projection().name();
        int number = version.version();
        return switch (decision) {
            case REBUILD ->
                new VersionTask.Rebuild(
                        name,
                        number,
                        new Rebuilder.Extent(
                                number(request, "segments", MOST_SEGMENTS), number(request, "threads", MOST_THREADS)));
            case COMPARE -> compare(request, name, number, catalog);
            case PAUSE -> new VersionTask.Pause(name, number);
            case RESUME -> new VersionTask.Resume(name, number);
            case DROP -> new VersionTask.Drop(name, number, request.formParam("now") == null);
            case SWITCH, ROLLBACK -> throw new IllegalArgumentException(decision + " takes no time");
        };
    }

    private static VersionTask compare(Context request, ProjectionName name, int version, VersionCatalog catalog) {
        Projection one = code(catalog, name, number(request, "with", Integer.MAX_VALUE));
        Projection other = code(catalog, name, version);
        Comparison.incomparable(one, other).ifPresent(reason -> {
            throw Problem.conflict(reason).asException();
        });
        return new VersionTask.Compare(
                one,
                other,
                new Comparison.Scope(names(request, "ignore"), number(request, "sample", Integer.MAX_VALUE)));
    }

    private static Projection code(VersionCatalog catalog, ProjectionName name, int version) {
        return catalog.of(name, version)
                .orElseThrow(
                        () -> new NotUnderstoodException("there is no code for version " + version + " of " + name));
    }

    private static Set<String> names(Context request, String field) {
        String text = request.formParam(field);
        return text == null
                ? Set.of()
                : Arrays.stream(text.split("[,\\s]+"))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static int number(Context request, String field, int most) {
        String text = request.formParam(field);
        if (text == null || !text.strip().matches("[0-9]{1,9}")) {
            throw new NotUnderstoodException("write a whole number as '" + field + "'");
        }
        int number = Integer.parseInt(text.strip());
        if (number < 1 || number > most) {
            throw new NotUnderstoodException("'" + field + "' is 1 to " + most);
        }
        return number;
    }
}
