package dev.afterimage.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.terraform.provider.SchemaServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules' own tests, and their form. */
@Tag("terraform")
@ExtendWith(Provider.class)
class ModulesIT {
    @Test
    void are_formatted() {
        assertThat(new Terraform(Terraform.MODULES, "")
                        .run("fmt", "-check", "-diff", "-recursive")
                        .output())
                .as("what 'terraform fmt -recursive' would change")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"definition", "tables", "network", "worker"})
    void pass_their_tests(String module, SchemaServer provider) {
        Path folder = Workspace.create("module-" + module).path("modules/" + module);
        Terraform terraform = new Terraform(folder, provider.reattach());

        terraform.run("init", "-input=false").orFail();
        terraform.run("validate").orFail();
        Terraform.Result result = terraform.run("test");

        assertThat(result.output()).contains(" passed, 0 failed.").doesNotContain("skipped");
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
