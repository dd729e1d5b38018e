package dev.afterimage.console.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An address of this console: a path, whatever its parts hold, and parameters. Immutable. */
public final class Address {
    /** What a part of a path may hold as it is (RFC 3986), but for the semicolon, behind which servers see parameters. */
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*,=:@";

    private final String path;
    private final List<String> parameters;

    private Address(String path, List<String> parameters) {
        this.path = path;
        this.parameters = List.copyOf(parameters);
    }

    public static Address of(String path) {
        return new Address(path, List.of());
    }

    /** One step down. */
    public Address part(String part) {
        StringBuilder longer = new StringBuilder(path).append('/');
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && PLAIN.indexOf(b) >= 0) {
                longer.append((char) b);
            } else {
                longer.append('%').append(String.format("%02X", b));
            }
        }
        return new Address(longer.toString(), parameters);
    }

    public Address with(String name, String value) {
        List<String> more = new ArrayList<>(parameters);
        more.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        return new Address(path, more);
    }

    /** The same without a parameter where there is no value. */
    public Address with(String name, Optional<String> value) {
        return value.filter(text -> !text.isBlank())
                .map(text -> with(name, text))
                .orElse(this);
    }

    @Override
    public String toString() {
        return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
    }
}
