package dev.afterimage.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The shape of the production code: who may know whom, and who may touch the world. */
final class ArchitectureTest {
    /** Says what is derived: the module projections. */
    private static final String[] PROJECTIONS = {
        "dev.afterimage.item..",
        "dev.afterimage.change..",
        "dev.afterimage.yaml..",
        "dev.afterimage.table..",
        "dev.afterimage.projection..",
        "dev.afterimage.typed..",
        "dev.afterimage.declared..",
        "dev.afterimage.todo..",
        "dev.afterimage.testing.."
    };

    /** Decides, and leaves it to others to act. */
    private static final String[] PURE = {
        "dev.afterimage.ledger..",
        "dev.afterimage.lane..",
        "dev.afterimage.audit..",
        "dev.afterimage.expiry..",
        "dev.afterimage.commit..",
        "dev.afterimage.parking..",
        "dev.afterimage.pipeline..",
        "dev.afterimage.feed..",
        "dev.afterimage.delivery..",
        "dev.afterimage.due..",
        "dev.afterimage.history..",
        "dev.afterimage.inspection..",
        "dev.afterimage.undo..",
        "dev.afterimage.version..",
        "dev.afterimage.rebuild..",
        "dev.afterimage.backfill.."
    };

    /** The values of DynamoDB, which are no clients. */
    private static final DescribedPredicate<JavaClass> SDK_BEYOND_VALUES = resideInAPackage("software.amazon.awssdk..")
            .and(not(resideInAnyPackage(
                    "software.amazon.awssdk.services.dynamodb.model..", "software.amazon.awssdk.core.util..")))
            .and(not(JavaClass.Predicates.simpleName("SdkBytes")))
            .and(not(JavaClass.Predicates.simpleName("BytesWrapper")))
            .as("part of the AWS SDK, other than DynamoDB's values");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(ArchitectureTest::isProduction)
            .importPackages("dev.afterimage");

    private static boolean isProduction(Location location) {
        return !location.contains("-tests.jar") && !location.contains("/dev/afterimage/seed/");
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.afterimage.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("dev.afterimage.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void what_decides_does_not_know_what_acts() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("projections")
                .definedBy(PROJECTIONS)
                .layer("lane")
                .definedBy("dev.afterimage.lane..")
                .layer("ledger")
                .definedBy("dev.afterimage.ledger..")
                .layer("audit")
                .definedBy("dev.afterimage.audit..")
                .layer("expiry")
                .definedBy("dev.afterimage.expiry..")
                .layer("commit")
                .definedBy("dev.afterimage.commit..")
                .layer("parking")
                .definedBy("dev.afterimage.parking..")
                .layer("pipeline")
                .definedBy("dev.afterimage.pipeline..")
                .layer("feed")
                .definedBy("dev.afterimage.feed..")
                .layer("delivery")
                .definedBy("dev.afterimage.delivery..")
                .layer("due")
                .definedBy("dev.afterimage.due..")
                .layer("receivers")
                .definedBy("dev.afterimage.webhook..", "dev.afterimage.messaging..")
                .layer("history")
                .definedBy("dev.afterimage.history..")
                .layer("inspection")
                .definedBy("dev.afterimage.inspection..")
                .layer("undo")
                .definedBy("dev.afterimage.undo..")
                .layer("version")
                .definedBy("dev.afterimage.version..")
                .layer("rebuild")
                .definedBy("dev.afterimage.rebuild..")
                .layer("backfill")
                .definedBy("dev.afterimage.backfill..")
                .layer("export")
                .definedBy("dev.afterimage.export..")
                .layer("stream")
                .definedBy("dev.afterimage.stream..")
                .layer("dynamo")
                .definedBy("dev.afterimage.dynamo..")
                .layer("telemetry")
                .definedBy("dev.afterimage.telemetry..")
                .layer("config")
                .definedBy("dev.afterimage.config..")
                .layer("console")
                .definedBy("dev.afterimage.console..")
                .layer("metrics")
                .definedBy("dev.afterimage.metrics..")
                .layer("logging")
                .definedBy("dev.afterimage.logging..")
                .layer("tracing")
                .definedBy("dev.afterimage.tracing..")
                .layer("plugin")
                .definedBy("dev.afterimage.plugin..")
                .layer("verbs")
                .definedBy("dev.afterimage.cli..", "dev.afterimage.app..")
                .whereLayer("projections")
                .mayNotAccessAnyLayer()
                .whereLayer("lane")
                .mayOnlyAccessLayers("projections")
                .whereLayer("ledger")
                .mayOnlyAccessLayers("projections")
                .whereLayer("audit")
                .mayOnlyAccessLayers("projections", "lane", "ledger")
                .whereLayer("expiry")
                .mayOnlyAccessLayers("projections", "lane", "ledger", "commit")
                .whereLayer("commit")
                .mayOnlyAccessLayers("projections", "lane")
                .whereLayer("parking")
                .mayOnlyAccessLayers("projections", "ledger", "audit", "commit")
                .whereLayer("pipeline")
                .mayOnlyAccessLayers("projections", "lane", "ledger", "audit", "expiry", "commit", "parking")
                .whereLayer("feed")
                .mayOnlyAccessLayers("projections", "lane", "ledger", "expiry", "commit", "pipeline")
                .whereLayer("delivery")
                .mayOnlyAccessLayers("projections", "ledger", "expiry", "pipeline", "feed")
                .whereLayer("due")
                .mayOnlyAccessLayers("projections", "lane", "ledger", "expiry", "commit", "pipeline")
                .whereLayer("receivers")
                .mayOnlyAccessLayers("projections", "expiry", "delivery")
                .whereLayer("history")
                .mayOnlyAccessLayers("projections", "ledger", "audit")
                .whereLayer("inspection")
                .mayOnlyAccessLayers("projections", "ledger", "audit", "parking", "pipeline", "history", "undo")
                .whereLayer("undo")
                .mayOnlyAccessLayers("projections", "ledger", "audit", "commit", "pipeline", "history")
                .whereLayer("version")
                .mayOnlyAccessLayers("projections", "ledger", "commit")
                .whereLayer("rebuild")
                .mayOnlyAccessLayers(
                        "projections", "lane", "ledger", "audit", "expiry", "commit", "parking", "pipeline", "version")
                .whereLayer("backfill")
                .mayOnlyAccessLayers("projections", "lane", "ledger", "audit", "commit", "pipeline")
                .whereLayer("export")
                .mayOnlyAccessLayers("projections")
                .whereLayer("telemetry")
                .mayOnlyAccessLayers("projections", "lane", "ledger", "commit", "pipeline", "expiry", "delivery", "due")
                .whereLayer("console")
                .mayOnlyAccessLayers(
                        "projections",
                        "lane",
                        "ledger",
                        "audit",
                        "expiry",
                        "commit",
                        "parking",
                        "pipeline",
                        "history",
                        "inspection",
                        "feed",
                        "delivery",
                        "undo",
                        "version",
                        "rebuild",
                        "backfill",
                        "telemetry")
                .whereLayer("plugin")
                .mayOnlyAccessLayers("projections")
                .whereLayer("metrics")
                .mayOnlyBeAccessedByLayers("verbs")
                .whereLayer("logging")
                .mayOnlyBeAccessedByLayers("verbs")
                .whereLayer("tracing")
                .mayOnlyBeAccessedByLayers("verbs")
                .whereLayer("verbs")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void every_package_has_its_place() {
        classes()
                .should()
                .resideInAnyPackage(concat(
                        concat(PROJECTIONS, PURE),
                        "dev.afterimage.export..",
                        "dev.afterimage.stream..",
                        "dev.afterimage.dynamo..",
                        "dev.afterimage.webhook..",
                        "dev.afterimage.messaging..",
                        "dev.afterimage.telemetry..",
                        "dev.afterimage.metrics..",
                        "dev.afterimage.logging..",
                        "dev.afterimage.tracing..",
                        "dev.afterimage.plugin..",
                        "dev.afterimage.config..",
                        "dev.afterimage.console..",
                        "dev.afterimage.cli..",
                        "dev.afterimage.app.."))
                .check(CLASSES);
    }

    @Test
    void aws_clients_appear_only_at_the_edge() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.afterimage.typed..",
                        "dev.afterimage.dynamo..",
                        "dev.afterimage.stream..",
                        "dev.afterimage.messaging..",
                        "dev.afterimage.app..")
                .should()
                .dependOnClassesThat(SDK_BEYOND_VALUES)
                .check(CLASSES);
    }

    @Test
    void each_kind_of_receiver_is_called_from_one_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.messaging..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon.awssdk.services.sqs..",
                        "software.amazon.awssdk.services.sns..",
                        "software.amazon.awssdk.services.eventbridge..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.webhook..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(CLASSES);
    }

    @Test
    void only_the_stream_knows_the_kinesis_client_library() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.stream..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.kinesis..", "com.amazonaws..")
                .check(CLASSES);
    }

    @Test
    void only_the_console_serves_http() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.console..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..", "gg.jte..")
                .check(CLASSES);
    }

    @Test
    void only_tracing_knows_opentelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.tracing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..")
                .check(CLASSES);
    }

    @Test
    void only_logging_knows_how_logs_are_written() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.logging..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ch.qos.logback..")
                .check(CLASSES);
    }

    @Test
    void only_the_metrics_know_who_collects_them() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..")
                .check(CLASSES);
    }

    @Test
    void what_decides_does_no_input_or_output() {
        noClasses()
                .that()
                .resideInAnyPackage(concat(PROJECTIONS, PURE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "java.nio.file..", "java.sql..", "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.(io\\.(File.*|RandomAccessFile|PrintStream|Console)|net\\.(?!URL(De|En)coder|URI$).*)")
                .check(CLASSES);
    }

    @Test
    void what_decides_reads_no_clock_and_draws_no_chance() {
        Set<String> chance = Set.of("java.util.UUID.randomUUID", "java.lang.Math.random");
        noClasses()
                .that()
                .resideInAnyPackage(concat(PROJECTIONS, PURE))
                .should()
                .accessTargetWhere(describe(
                        "reads a clock, the system or a random number",
                        call -> isSystem(call) || isNow(call) || chance.contains(name(call))))
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.security\\.SecureRandom")
                .check(CLASSES);
    }

    @Test
    void there_is_one_door() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.afterimage.dynamo.DynamoCommitter")
                .should()
                .accessTargetWhere(describe(
                        "writes to DynamoDB in a transaction",
                        call -> call.getName().equals("transactWriteItems")))
                .check(CLASSES);
    }

    @Test
    void dynamodb_local_is_no_part_of_production() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.dynamodb.services.local..", "dev.afterimage.seed..")
                .check(CLASSES);
    }

    private static boolean isSystem(JavaAccess<?> call) {
        return call.getTargetOwner().isEquivalentTo(System.class)
                && !call.getName().equals("identityHashCode")
                && !call.getName().equals("arraycopy");
    }

    private static boolean isNow(JavaAccess<?> call) {
        String owner = call.getTargetOwner().getPackageName();
        return owner.startsWith("java.time")
                && (call.getName().equals("now") || call.getName().startsWith("system"));
    }

    private static String name(JavaAccess<?> call) {
        return call.getTargetOwner().getName() + "." + call.getName();
    }

    private static String[] concat(String[] first, String... second) {
        String[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
