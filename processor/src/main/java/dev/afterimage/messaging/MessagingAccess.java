package dev.afterimage.messaging;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Where a messaging service is, and as whom to call it.
 *
 * @param endpoint an address that takes the place of the region's own
 */
public record MessagingAccess(Region region, Optional<URI> endpoint, AwsCredentialsProvider credentials) {}
