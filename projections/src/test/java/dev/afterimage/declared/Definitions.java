package dev.afterimage.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.yaml.Problem;
import dev.afterimage.yaml.Problems;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** Definitions in YAML, read as a program would. */
@NullMarked
final class Definitions {
    static final String FILE = "orders.yaml";

    private Definitions() {}

    /** The only projection of a text without mistakes. */
    static Projection one(String yaml) {
        List<Projection> all = all(yaml);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    static List<Projection> all(String yaml) {
        Problems problems = new Problems();
        DeclaredProjections declared = new DeclaredProjections(Set.of(), problems);
        declared.read(FILE, yaml);
        assertThat(problems.inOrder()).isEmpty();
        return declared.all();
    }

    static List<String> mistakes(String yaml) {
        Problems problems = new Problems();
        DeclaredProjections declared = new DeclaredProjections(Set.of(new ProjectionName("list_summary")), problems);
        declared.read(FILE, yaml);
        return problems.inOrder().stream().map(Problem::toString).toList();
    }
}
