package dev.afterimage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.afterimage.item.ItemJson;
import dev.afterimage.table.TableFile;
import dev.afterimage.yaml.YamlTree;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

/** This module is pure: the packages point one way, and none reaches for the world. */
@NullMarked
final class PackageStructureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.afterimage");

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.afterimage.(*)..").should().beFreeOfCycles().check(MODULE);
    }

    @Test
    void nothing_points_at_what_is_for_tests_or_at_the_samples() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.afterimage.testing..", "dev.afterimage.todo..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.afterimage.testing..", "dev.afterimage.todo..")
                .check(MODULE);
    }

    @Test
    void of_the_sdk_there_are_only_model_types() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.typed..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("software.amazon..")
                        .and(JavaClass.Predicates.resideOutsideOfPackages(
                                "software.amazon.awssdk.services.dynamodb.model..", "software.amazon.event.ruler.."))
                        .and(JavaClass.Predicates.type(SdkBytes.class).negate().forSubtype()))
                .check(MODULE);
    }

    @Test
    void typed_items_take_schemas_and_no_clients() {
        noClasses()
                .that()
                .resideInAPackage("dev.afterimage.typed..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("software\\.amazon\\..*Client.*")
                .check(MODULE);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.typed..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.afterimage.typed..")
                .check(MODULE);
    }

    @Test
    void only_declared_projections_know_the_language_of_event_patterns() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.declared..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.event..")
                .check(MODULE);
    }

    @Test
    void nothing_reads_or_writes_the_world() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(ItemJson.class, YamlTree.class, TableFile.class)
                .and()
                .doNotHaveFullyQualifiedName("dev.afterimage.declared.EventPattern")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net.http..")
                .check(MODULE);
    }

    @Test
    void nothing_asks_for_the_time() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(MODULE);
    }

    @Test
    void chance_is_always_seeded() {
        noClasses()
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .check(MODULE);
    }
}
