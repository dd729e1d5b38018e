package dev.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.console.web.Tokens;
import io.javalin.Javalin;
import io.javalin.router.ParsedEndpoint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final ConsoleParts PARTS =
            ConsoleFixture.parts(ConsoleFixture.emptyLog(), InstantSource.fixed(Instant.EPOCH));

    private final List<ParsedEndpoint> endpoints = Javalin.create(config -> Console.configure(
                    config,
                    ConsoleSettings.usual(new Tokens(Optional.empty(), Optional.empty())),
                    PARTS,
                    Ongoing.of(PARTS)))
            .unsafe
            .internalRouter
            .allHttpHandlers();

    @Test
    void describes_every_route_of_the_api_and_no_other() {
        Set<String> served = endpoints.stream()
                .filter(route -> route.endpoint.path.startsWith("/api/"))
                .map(route -> route.endpoint.method.name() + " "
                        + route.endpoint.path.replace('<', '{').replace('>', '}'))
                .collect(Collectors.toSet());

        assertThat(served).isNotEmpty().isEqualTo(ApiDescription.operations());
    }

    @Test
    void every_reference_within_it_leads_somewhere() {
        assertThat(ApiDescription.references())
                .isNotEmpty()
                .allMatch(reference ->
                        !ApiDescription.file().at(reference.substring(1)).isMissingNode());
    }

    @Test
    void every_operation_has_its_own_name_and_says_what_fails() {
        List<JsonNode> operations = ApiDescription.file().path("paths").findParents("operationId");

        assertThat(operations.stream()
                        .map(operation -> operation.path("operationId").asText()))
                .doesNotHaveDuplicates()
                .hasSameSizeAs(ApiDescription.operations());
        assertThat(operations)
                .filteredOn(operation -> !operation.path("operationId").asText().equals("openapi"))
                .allMatch(operation -> operation.path("responses").has("400")
                        && operation.path("responses").has("401"));
    }
}
