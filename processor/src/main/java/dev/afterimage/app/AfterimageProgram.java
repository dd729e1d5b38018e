package dev.afterimage.app;

import dev.afterimage.cli.Connection;
import dev.afterimage.cli.Program;
import dev.afterimage.cli.Worker;
import dev.afterimage.config.Config;
import dev.afterimage.config.ConfigLoader;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.logging.Logging;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the verbs act on: workers and tables of DynamoDB. */
public final class AfterimageProgram implements Program {
    @Override
    public ConfigLoader configs(Map<String, String> environment) {
        List<ProjectionName> builtIn =
                Projections.BUILT_IN.stream().map(Projection::name).toList();
        return new ConfigLoader(plugins -> Projections.names(Projections.OWN, plugins), builtIn, environment);
    }

    @Override
    public Connection connect(Config config) {
        Logging.ofVerb(config.log());
        Projections projections = Projections.open(Projections.OWN, config.plugins());
        Blueprint blueprint = new Blueprint(config, projections.all());
        return new DynamoConnection(blueprint, AwsClients.open(blueprint.access()), projections);
    }

    @Override
    public Worker start(Config config) {
        Logging.ofWorker(config.log());
        return new Running(config, Afterimage.start(config));
    }

    @Override
    public Optional<String> explain(Throwable failure) {
        return Explanations.of(failure);
    }

    /** A worker as the verb sees it. */
    private record Running(Config config, Afterimage worker) implements Worker {
        @Override
        public String description() {
            return "following "
                    + config.sources().stream()
                            .map(source -> source.table().value())
                            .collect(Collectors.joining(", "))
                    + " as " + worker.workerId()
                    + worker.console().map(address -> "; console: " + address).orElse("");
        }

        @Override
        public boolean running() {
            return !worker.ended().isDone();
        }

        @Override
        public void close() {
            worker.close();
        }
    }
}
