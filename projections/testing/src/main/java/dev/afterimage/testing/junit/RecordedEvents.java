package dev.afterimage.testing.junit;

import dev.afterimage.change.Change;
import dev.afterimage.item.TableName;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.fixture.FixtureReader;
import dev.afterimage.table.TableDefinition;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;

/** Reads events, in the JSON that Lambda functions receive, from files beside a test's class. */
record RecordedEvents(Class<?> test, List<TableDefinition> sources) {
    RecordedEvents {
        sources = List.copyOf(sources);
    }

    /** The changes of a file; a message that names the file, the record and what to mend where it cannot be read. */
    List<Change> read(String name) {
        URL place = test.getResource(name);
        if (place == null) {
            throw new IllegalArgumentException("there is no " + name + " beside " + test.getName()
                    + ": put it into the same package of the tests' resources, or write its path with / before it");
        }
        return new FixtureReader(this::source)
                .read(List.of(path(place))).stream()
                        .flatMap(lane -> lane.changes().stream())
                        .toList();
    }

    private static Path path(URL place) {
        try {
            return Path.of(place.toURI());
        } catch (URISyntaxException | FileSystemNotFoundException elsewhere) {
            throw new IllegalArgumentException(
                    place + " is in no folder: events are read from folders only", elsewhere);
        }
    }

    private StreamSource source(TableName table) {
        StreamSource plain = StreamSource.of(table);
        return sources.stream()
                .filter(source -> source.name().equals(table))
                .flatMap(source -> source.timeToLive().stream())
                .findFirst()
                .map(plain::withTimeToLive)
                .orElse(plain);
    }
}
