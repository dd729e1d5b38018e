package dev.afterimage.seed.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@link LocalDynamo} cannot run with these settings. The message is one for the user: what is wrong, and what to do. */
public final class CannotStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CannotStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static CannotStartException portTaken(int port, Throwable cause) {
        return new CannotStartException("port " + port + " is taken: choose another with --port", cause);
    }

    static CannotStartException unknownHost(String host, Throwable cause) {
        return new CannotStartException(
                "this machine has no address '" + host + "': choose another with --host", cause);
    }

    static CannotStartException unusableData(Path folder, IOException cause) {
        return new CannotStartException(unusable(folder, reason(cause)), cause);
    }

    static CannotStartException unusableData(Path folder, String reason) {
        return new CannotStartException(unusable(folder, reason), null);
    }

    private static String unusable(Path folder, String reason) {
        return "cannot keep data in " + folder + ": " + reason + "; choose another folder with --data";
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case FileAlreadyExistsException file -> "it is a file";
            case AccessDeniedException denied -> "permission denied";
            default -> String.valueOf(cause.getMessage());
        };
    }
}
