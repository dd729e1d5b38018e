package dev.afterimage.terraform.policy;

/**
 * What IAM looks at.
 *
 * @param action such as {@code dynamodb:PutItem}
 * @param resource such as {@code table/lists} or {@code table/lists/stream/2026-…}
 */
public record Call(String action, String resource) implements Comparable<Call> {
    @Override
    public int compareTo(Call other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return action + " " + resource;
    }
}
