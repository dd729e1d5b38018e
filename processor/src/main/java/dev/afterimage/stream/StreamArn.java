package dev.afterimage.stream;

import dev.afterimage.item.TableName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a stream: {@code arn:aws:dynamodb:eu-central-1:123456789012:table/lists/stream/2026-01-31T12:00:00.000}. */
public record StreamArn(String value) {
    /** What DynamoDB Local writes in the place of a region. */
    public static final String EMBEDDED_REGION = "ddblocal";

    private static final Pattern LEGAL =
            Pattern.compile("arn:[^:]+:dynamodb:([^:]*):([^:]*):table/([^/:]+)/stream/(.+)");

    public StreamArn {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value
                    + "' is no stream ARN: it is arn:aws:dynamodb:<region>:<account>:table/<table>/stream/<label>");
        }
    }

    public TableName table() {
        return new TableName(part(3));
    }

    public String region() {
        return part(1);
    }

    /** The time of the stream's creation, by which a stream is told from an earlier one of the same table. */
    public String label() {
        return part(4);
    }

    /** The same stream, as if it were in another region. */
    public StreamArn inRegion(String other) {
        return new StreamArn(value.replaceFirst(":dynamodb:[^:]*:", ":dynamodb:" + other + ":"));
    }

    private String part(int group) {
        Matcher matcher = LEGAL.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalStateException(value);
        }
        return matcher.group(group);
    }

    @Override
    public String toString() {
        return value;
    }
}
