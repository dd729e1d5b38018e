package dev.afterimage.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What needs DynamoDB Local stays apart, so that whoever does without needs no jar of it. */
@NullMarked
final class PackageStructureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.afterimage.testing");

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.afterimage.testing.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void dynamodb_local_is_known_to_one_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.afterimage.testing.embedded")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.afterimage.seed..", "software.amazon.dynamodb..")
                .check(CLASSES);
    }
}
