package dev.afterimage.seed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The shape of this module: who may know whom. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.afterimage.seed");

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.afterimage.seed.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_the_embedded_server_knows_what_dynamodb_local_is_made_of() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.seed.local..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.dynamodb..", "com.almworks..", "org.eclipse.jetty..")
                .check(CLASSES);
    }

    @Test
    void only_the_verbs_know_the_command_line() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.seed.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void of_the_rest_of_the_program_it_knows_items_and_tables_only() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.afterimage.change..",
                        "dev.afterimage.projection..",
                        "dev.afterimage.todo..",
                        "dev.afterimage.testing..",
                        "dev.afterimage.stream..",
                        "dev.afterimage.pipeline..")
                .check(CLASSES);
    }
}
