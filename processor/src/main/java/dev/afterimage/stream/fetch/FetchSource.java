package dev.afterimage.stream.fetch;

import dev.afterimage.stream.GapLog;
import dev.afterimage.stream.StreamReader;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * What every fetcher of a stream works with.
 *
 * @param reader of the stream, to look after shards that are missing
 * @param calls shared by all fetchers of the worker
 * @param gaps is asked to keep what was lost, before what comes behind it is read
 */
public record FetchSource(
        DynamoDbStreamsClient client, StreamReader reader, PollingPace pace, CallGate calls, GapLog gaps) {}
