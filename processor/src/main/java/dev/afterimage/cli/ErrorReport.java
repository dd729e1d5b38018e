package dev.afterimage.cli;

import dev.afterimage.inspection.NotUnderstoodException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a line or few what went wrong; {@code --debug} adds where. */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Program program;

    ErrorReport(Program program) {
        this.program = program;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine verb, ParseResult arguments) {
        PrintWriter err = verb.getErr();
        if (Debug.isOn(verb)) {
            failure.printStackTrace(err);
        }
        err.println("afterimage: " + message(failure));
        err.flush();
        return switch (failure) {
            case Failure told -> told.exitCode();
            case NotUnderstoodException typed -> CommandLine.ExitCode.USAGE;
            default -> CommandLine.ExitCode.SOFTWARE;
        };
    }

    private String message(Exception failure) {
        return failure instanceof Failure || failure instanceof NotUnderstoodException
                ? String.valueOf(failure.getMessage())
                : program.explain(failure).orElse(failure + " (--debug shows where)");
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine verb = mistake.getCommandLine();
        PrintWriter err = verb.getErr();
        err.println("afterimage: " + mistake.getMessage());
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println("See '" + verb.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }
}
