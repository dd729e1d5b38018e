package dev.afterimage.console.expiry;

import dev.afterimage.delivery.SinkLine;
import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.SinkStates;
import dev.afterimage.delivery.SinkStatus;
import dev.afterimage.expiry.Expirations;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.item.TableName;
import java.util.List;
import java.util.Map;

/**
 * What the pages of expirations ask.
 *
 * @param sinks the type of each sink that is configured
 * @param tables the tables that are followed
 */
public record ExpiryParts(
        Expirations log, ExpiryFeed feed, SinkStates states, Map<SinkName, String> sinks, List<TableName> tables) {
    public ExpiryParts {
        sinks = Map.copyOf(sinks);
        tables = List.copyOf(tables);
    }

    List<SinkLine> sinkLines() {
        return SinkLine.all(sinks, SinkStatus.all(states, feed));
    }
}
