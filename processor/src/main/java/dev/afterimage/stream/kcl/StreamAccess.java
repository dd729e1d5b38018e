package dev.afterimage.stream.kcl;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The clients that the worker calls; whoever opened them closes them, after the worker. Their calls need time limits:
 * KCL waits for an answer for ever.
 *
 * @param streams reads the streams
 * @param sources finds the streams
 * @param tables keeps the leases
 */
public record StreamAccess(
        DynamoDbStreamsClient streams, DynamoDbClient sources, DynamoDbAsyncClient tables, Region region) {}
