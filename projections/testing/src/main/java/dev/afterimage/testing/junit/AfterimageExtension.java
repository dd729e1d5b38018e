package dev.afterimage.testing.junit;

import dev.afterimage.projection.Projection;
import dev.afterimage.table.InvalidTableFileException;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import dev.afterimage.testing.ProjectionTester;
import dev.afterimage.testing.embedded.EmbeddedTables;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Gives each test a scenario of its own, and checks and closes it afterwards. */
final class AfterimageExtension implements BeforeEachCallback, ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(AfterimageExtension.class);
    private static final String SCENARIO = "scenario";

    @Override
    public void beforeEach(ExtensionContext context) {
        store(context).put(SCENARIO, scenario(annotation(context), context.getRequiredTestClass()));
    }

    private static AfterimageTest annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), AfterimageTest.class)
                .or(() -> AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), AfterimageTest.class, context.getEnclosingTestClasses()))
                .orElseThrow(() -> new ExtensionConfigurationException(
                        context.getDisplayName() + " has no @AfterimageTest, nor has its class"));
    }

    private static ProjectionScenario scenario(AfterimageTest test, Class<?> owner) {
        List<Projection> projections = Projections.of(test);
        List<TableDefinition> sources = test.tables().isEmpty() ? List.of() : sources(owner, test.tables());
        return new ProjectionScenario(
                new ProjectionTester(projections),
                new RecordedEvents(owner, sources),
                test.embedded() ? Optional.of(embedded(projections, sources)) : Optional.empty(),
                test.seed());
    }

    private static List<TableDefinition> sources(Class<?> owner, String file) {
        try {
            return TableFile.beside(owner, file).sources();
        } catch (IllegalArgumentException | InvalidTableFileException unusable) {
            throw new ExtensionConfigurationException(
                    "@AfterimageTest(tables = \"" + file + "\"): " + unusable.getMessage(), unusable);
        }
    }

    private static EmbeddedTables embedded(List<Projection> projections, List<TableDefinition> sources) {
        try {
            return EmbeddedTables.start(projections, sources);
        } catch (NoClassDefFoundError missing) {
            throw new ExtensionConfigurationException(
                    "@AfterimageTest(embedded = true) needs DynamoDB Local, and " + missing.getMessage()
                            + " is missing: add dev.afterimage:afterimage-seed in the scope of tests",
                    missing);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return found(context)
                .filter(scenario -> type == ProjectionScenario.class
                        || (type == DynamoDbClient.class && scenario.client().isPresent()))
                .isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ProjectionScenario scenario = found(context).orElseThrow();
        return parameter.getParameter().getType() == DynamoDbClient.class
                ? scenario.client().orElseThrow()
                : scenario;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Optional<ProjectionScenario> scenario = found(context);
        try {
            if (context.getExecutionException().isEmpty()) {
                scenario.ifPresent(ProjectionScenario::checkTheRest);
            }
        } finally {
            scenario.ifPresent(ProjectionScenario::close);
        }
    }

    private static Optional<ProjectionScenario> found(ExtensionContext context) {
        return Optional.ofNullable(store(context).get(SCENARIO, ProjectionScenario.class));
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
