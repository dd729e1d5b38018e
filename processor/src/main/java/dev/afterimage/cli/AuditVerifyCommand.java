package dev.afterimage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.audit.AuditBreak;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditVerifier;
import dev.afterimage.audit.Gap;
import dev.afterimage.config.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets the audit log prove itself, and shows what it knows to be missing. */
@Command(
        name = "verify",
        description =
                "Read the whole log and check, for each item, that every entry goes on where the one before ended; list"
                        + " the gaps: changes that the stream no longer held when they were to be read. Exit code 1 at"
                        + " the first break, and as long as a gap is not repaired: 'backfill start TABLE --repair' does that.",
        footerHeading = "%nExample:%n",
        footer = "  afterimage audit verify --config afterimage.yaml")
final class AuditVerifyCommand implements Callable<Integer> {
    private final Setting setting;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private Output output;

    AuditVerifyCommand(Setting setting) {
        this.setting = setting;
    }

    /** What came of it: what was read, and what is known to be missing. */
    private record Proof(AuditVerifier.Report report, List<Gap> gaps) {
        boolean whole() {
            return report.continuous()
                    && gaps.stream().allMatch(gap -> gap.repaired().isPresent());
        }
    }

    @Override
    public Integer call() {
        Config config = options.load(setting);
        try (Connection connection = setting.program().connect(config)) {
            AuditLog log = connection.auditLog();
            AuditVerifier.Report report =
                    new AuditVerifier(log).verify(setting.clock().instant());
            List<Gap> gaps = config.sourceTables().stream()
                    .flatMap(table -> log.gaps(table).stream())
                    .toList();
            Proof proof = new Proof(report, gaps);
            if (output.isJson()) {
                JsonLine.print(out(), json -> print(proof, json));
            } else {
                print(proof);
            }
            return proof.whole() ? 0 : 1;
        }
    }

    private void print(Proof proof) {
        AuditVerifier.Report report = proof.report();
        out().println(report.firstBreak()
                .map(found -> "audit broken after " + report.entries() + " entries: " + found)
                .orElse("audit continuous: " + report.entries() + " entries of " + report.items() + " items"
                        + (report.atGaps() == 0 ? "" : ", but for " + report.atGaps() + " at gaps")));
        proof.gaps()
                .forEach(gap -> out().println("gap in " + gap.table() + ", found " + gap.found() + ", "
                        + gap.repaired().map(at -> "repaired " + at).orElse("not repaired") + ": " + gap.detail()));
        out().flush();
    }

    private static void print(Proof proof, JsonGenerator json) throws IOException {
        AuditVerifier.Report report = proof.report();
        json.writeBooleanField("continuous", report.continuous());
        json.writeNumberField("entries", report.entries());
        json.writeNumberField("items", report.items());
        json.writeNumberField("at_gaps", report.atGaps());
        Optional<AuditBreak> found = report.firstBreak();
        if (found.isPresent()) {
            json.writeStringField("item", found.get().item());
            json.writeStringField("after", found.get().after());
            json.writeStringField("sequence", found.get().sequence());
            json.writeStringField("reason", found.get().reason());
        }
        json.writeArrayFieldStart("gaps");
        for (Gap gap : proof.gaps()) {
            print(gap, json);
        }
        json.writeEndArray();
    }

    private static void print(Gap gap, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", gap.table().value());
        json.writeStringField("detail", gap.detail());
        json.writeStringField("found_at", gap.found().toString());
        if (gap.repaired().isPresent()) {
            json.writeStringField("repaired_at", gap.repaired().get().toString());
        }
        json.writeEndObject();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
