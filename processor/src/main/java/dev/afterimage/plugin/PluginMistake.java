package dev.afterimage.plugin;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a class of a plugin, and what to do, to go on after the plugin's name. */
final class PluginMistake {
    private static final Pattern NOT_FOUND = Pattern.compile("Provider (\\S+) not found");
    private static final Pattern NO_SUBTYPE = Pattern.compile("(\\S+) not a subtype");
    private static final Pattern CLASS_VERSION =
            Pattern.compile("(\\S+) has been compiled by .*class file version (\\d+)");

    /** The class file version of a Java version is higher by this. */
    private static final int JAVA_1 = 44;

    private PluginMistake() {}

    static String inWords(ServiceConfigurationError unusable) {
        String message = String.valueOf(unusable.getMessage());
        Optional<String> missing = group(NOT_FOUND, message);
        if (missing.isPresent()) {
            return "names the class " + missing.get()
                    + ", which it does not hold: is the name right, and the class part" + " of the jar?";
        }
        Optional<String> other = group(NO_SUBTYPE, message);
        if (other.isPresent()) {
            return "names the class " + other.get() + ", which is no dev.afterimage.projection.Projection";
        }
        Throwable cause = Optional.ofNullable(unusable.getCause()).orElse(unusable);
        return cause instanceof LinkageError broken && !(cause instanceof ExceptionInInitializerError)
                ? inWords(broken)
                : "holds a projection that cannot be made: " + message.replaceFirst("^[^:]*: ", "") + because(cause);
    }

    static String inWords(LinkageError broken) {
        String message = String.valueOf(broken.getMessage());
        Matcher built = CLASS_VERSION.matcher(message);
        if (broken instanceof UnsupportedClassVersionError && built.find()) {
            return "is built for Java " + (Integer.parseInt(built.group(2)) - JAVA_1) + " ("
                    + built.group(1).replace('/', '.') + "), and this is Java "
                    + Runtime.version().feature() + ": build it with --release "
                    + Runtime.version().feature();
        }
        if (broken instanceof NoClassDefFoundError) {
            return "needs the class " + message.replace('/', '.') + ", which it does not hold: a plugin sees what"
                    + " projections are written with, and nothing else of the program; put its libraries into the jar";
        }
        return "holds classes that do not fit together: " + broken;
    }

    private static String because(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return ": " + root;
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
