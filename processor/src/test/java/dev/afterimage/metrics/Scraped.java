package dev.afterimage.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Figures read as Prometheus reads them: each series as its name with labels. */
public record Scraped(Map<String, Double> series, Map<String, String> types) {
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? ([^ ]+)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([^ ]+) ([a-z]+)");

    /** Reads Prometheus' own text. */
    public static Scraped of(String text) {
        Map<String, Double> series = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher type = TYPE.matcher(line);
            Matcher one = SERIES.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (one.matches()) {
                String labels = one.group(2) == null ? "" : one.group(2);
                series.put(one.group(1) + labels.replace(",}", "}"), number(one.group(3)));
            }
        }
        return new Scraped(series, types);
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** The value of a series that is there. */
    public double value(String one) {
        Double value = series.get(one);
        if (value == null) {
            throw new AssertionError("there is no " + one + " but " + series.keySet());
        }
        return value;
    }

    public boolean has(String one) {
        return series.containsKey(one);
    }

    /** The series of a family. */
    public List<String> family(String name, String... suffixes) {
        return series.keySet().stream()
                .filter(one -> Stream.concat(Stream.of(""), Stream.of(suffixes))
                        .anyMatch(suffix -> one.replaceAll("\\{.*", "").equals(name + suffix)))
                .toList();
    }
}
