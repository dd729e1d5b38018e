package dev.afterimage.dynamo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * As whom the clients call: made-up credentials for the embedded DynamoDB, else those of the SDK's default chain, or of a
 * role that is assumed with them. The SDK renews a role's before they end. Thread-safe.
 */
final class Credentials implements AutoCloseable {
    private static final int SHORTEST_SESSION = 2;
    private static final int LONGEST_SESSION = 64;

    private final List<SdkAutoCloseable> opened = new ArrayList<>();
    private final AwsCredentialsProvider source;
    private final AwsCredentialsProvider target;
    private final AwsCredentialsProvider undo;

    /**
     * The credentials of an access.
     *
     * @param session who assumes roles, as their owners see it
     */
    Credentials(AwsAccess access, String session) {
        AwsCredentialsProvider base = base(access);
        AwsAccess.Roles roles = access.roles();
        if (roles.source().isEmpty() && roles.target().isEmpty() && roles.undo().isEmpty()) {
            this.source = base;
            this.target = base;
            this.undo = base;
        } else {
            StsClient sts = opened(StsClient.builder()
                    .region(access.region())
                    .credentialsProvider(base)
                    .httpClientBuilder(Apache5HttpClient.builder())
                    .build());
            this.source = role(roles.source(), roles.externalId(), session(session), sts, base);
            this.target = role(roles.target(), roles.externalId(), session(session), sts, base);
            this.undo = role(roles.undo(), roles.externalId(), session(session), sts, source);
        }
    }

    /** For source tables and their streams. */
    AwsCredentialsProvider source() {
        return source;
    }

    /** For own, derived and lease tables. */
    AwsCredentialsProvider target() {
        return target;
    }

    /** For putting items of source tables back. */
    AwsCredentialsProvider undo() {
        return undo;
    }

    private AwsCredentialsProvider role(
            Optional<String> arn,
            Optional<String> externalId,
            String session,
            StsClient sts,
            AwsCredentialsProvider otherwise) {
        return arn.<AwsCredentialsProvider>map(role -> opened(StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(sts)
                        .refreshRequest(request -> {
                            request.roleArn(role).roleSessionName(session);
                            externalId.ifPresent(request::externalId);
                        })
                        .build()))
                .orElse(otherwise);
    }

    private <T extends SdkAutoCloseable> T opened(T part) {
        opened.addFirst(part);
        return part;
    }

    /** STS takes 2 to 64 characters; those of a worker's id are all allowed. */
    private static String session(String name) {
        String atLeast = name.length() < SHORTEST_SESSION ? "worker-" + name : name;
        return atLeast.substring(0, Math.min(atLeast.length(), LONGEST_SESSION));
    }

    /** DynamoDB Local takes letters and digits only for an access key. */
    private AwsCredentialsProvider base(AwsAccess access) {
        return access.embedded()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create("embedded", "embedded"))
                : opened(DefaultCredentialsProvider.builder().build());
    }

    @Override
    public void close() {
        opened.forEach(SdkAutoCloseable::close);
    }
}
