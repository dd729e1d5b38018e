package dev.afterimage.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.afterimage.demo");

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.afterimage.demo.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void the_proof_shares_nothing_with_what_it_proves() {
        noClasses()
                .that()
                .resideInAPackage("dev.afterimage.demo.report")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.afterimage.todo..",
                        "dev.afterimage.projection..",
                        "dev.afterimage.commit..",
                        "dev.afterimage.pipeline..",
                        "dev.afterimage.stream..",
                        "dev.afterimage.dynamo..",
                        "software.amazon.kinesis..")
                .check(CLASSES);
    }
}
