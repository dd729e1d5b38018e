package dev.afterimage.demo;

import dev.afterimage.pipeline.StopSwitch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** A run of the program within the test. */
public record Program(int exitCode, String out, String err) {
    public static Program run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine(Map.of(), patience -> new StopSwitch());
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Program(line.execute(arguments), out.toString(), err.toString());
    }
}
