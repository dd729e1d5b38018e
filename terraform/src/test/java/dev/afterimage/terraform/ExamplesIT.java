package dev.afterimage.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.app.AfterimageProgram;
import dev.afterimage.config.Config;
import dev.afterimage.config.ConfigLoader;
import dev.afterimage.config.Loaded;
import dev.afterimage.terraform.provider.SchemaServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples are valid and can be planned; what they give to the container is what the program understands. */
@Tag("terraform")
@ExtendWith(Provider.class)
class ExamplesIT {
    private static final String DIGEST = "sha256:" + "0".repeat(64);

    private static final Map<String, List<String>> VARIABLES = Map.of(
            "smallest", List.of(),
            "production",
                    List.of("-var=image=example.org/afterimage@" + DIGEST, "-var=alarm_email=on-call@example.org"),
            "multi-region", List.of("-var=image=example.org/afterimage@" + DIGEST));

    @ParameterizedTest
    @CsvSource({"smallest,20,1", "production,20,1", "multi-region,36,2"})
    void can_be_planned(String example, int tables, int services, SchemaServer provider) {
        Terraform terraform = new Terraform(Workspace.create(example).path("examples/" + example), provider.reattach());
        Plan plan = plan(terraform, example);

        terraform.run("validate").orFail();
        assertThat(plan.all("aws_dynamodb_table")).hasSize(tables);
        assertThat(plan.all("aws_ecs_service")).hasSize(services);
        assertThat(plan.all("aws_security_group"))
                .allSatisfy(group -> assertThat(group.values().has("ingress"))
                        .as("ingress of " + group.address())
                        .isFalse());
        assertThat(plan.all("aws_vpc_security_group_ingress_rule"))
                .allSatisfy(rule -> assertThat(rule.address()).endsWith(".endpoints[0]"));
    }

    @Test
    void the_container_is_given_the_configuration_that_the_file_says(SchemaServer provider)
            throws JsonProcessingException {
        Workspace workspace = Workspace.create("environment");
        Plan plan = plan(new Terraform(workspace.path("examples/multi-region"), provider.reattach()), "multi-region");
        ConfigLoader nothing = new AfterimageProgram().configs(Map.of());

        for (Plan.Resource task : plan.all("aws_ecs_task_definition")) {
            String file = task.address().contains("second") ? "afterimage-replica.yaml" : "afterimage.yaml";
            Config written = valid(nothing.load(workspace.path("examples/multi-region/" + file)));
            Config given =
                    valid(new AfterimageProgram().configs(environment(task)).load());

            assertThat(given.sources()).isEqualTo(written.sources());
            assertThat(given.projections()).isEqualTo(written.projections());
            assertThat(given.tables()).isEqualTo(written.tables());
            assertThat(given.console().listen()).isEqualTo(new Config.Listen.At(new Config.Address("127.0.0.1", 8080)));
            assertThat(given.metrics().log()).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            modules/tables/main.tf    | deletion_protection_enabled = each | deletion_protection = each | An argument named "deletion_protection" is not expected here
            modules/tables/main.tf    | dynamic "ttl"                      | dynamic "time_to_live"     | Blocks of type "time_to_live" are not expected here
            modules/worker/service.tf | desired_count   = var.tasks.min    | desired_count   = [1]      | Inappropriate value for attribute "desired_count"
            modules/worker/iam.tf     | aws_iam_role.task.id               | aws_iam_role.task.ident    | This object has no argument, nested block, or exported attribute named "ident"
            """)
    void a_mistake_in_a_module_is_found(
            String file, String right, String wrong, String message, SchemaServer provider) {
        Workspace workspace = Workspace.create("mistake");
        workspace.replace(file, right, wrong);
        Terraform terraform = new Terraform(workspace.path("examples/smallest"), provider.reattach());

        terraform.run("init", "-input=false").orFail();
        Terraform.Result validated = terraform.run("validate");

        assertThat(validated.exitCode()).isEqualTo(1);
        assertThat(validated.output().replaceAll("\\s+", " ")).contains(message);
    }

    private static Plan plan(Terraform terraform, String example) {
        return Plan.of(terraform, VARIABLES.getOrDefault(example, List.of()).toArray(String[]::new));
    }

    private static Map<String, String> environment(Plan.Resource task) throws JsonProcessingException {
        Map<String, String> environment = new HashMap<>();
        JsonNode container =
                new ObjectMapper().readTree(task.text("container_definitions")).get(0);
        container
                .path("environment")
                .forEach(one -> environment.put(
                        one.path("name").asText(), one.path("value").asText()));
        return environment;
    }

    private static Config valid(Loaded loaded) {
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).config();
    }
}
