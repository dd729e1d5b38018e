package dev.afterimage.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afterimage.change.Change;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VersionCatalogTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");
    private static final ProjectionName VIEW = new ProjectionName("view");
    private static final VersionState LIVE = new VersionState.Live(Instant.EPOCH);

    @Test
    void only_the_first_version_is_live_where_nothing_is_stored() {
        assertThat(catalog(1, 2).states(List.of())).isEqualTo(Map.of(VIEW, LIVE));
        assertThat(catalog(2).states(List.of()))
                .as("a version that nobody has built has no history")
                .isEmpty();
        assertThat(catalog(1, 2).unstored(VIEW).tables()).containsExactly("p_view");
    }

    @Test
    void states_go_by_the_names_of_versions() {
        VersionState paused = new VersionState.Paused(AT);
        ProjectionVersions stored = catalog(1, 2).unstored(VIEW).with(2, paused).with(3, LIVE);

        assertThat(catalog(1, 2).states(List.of(stored)))
                .isEqualTo(Map.of(VIEW, LIVE, new ProjectionName("view_v2"), paused));
        assertThat(catalog(1, 2).versionsOf(new TableName("lists")))
                .containsExactly(VIEW, new ProjectionName("view_v2"));
    }

    @Test
    void a_version_that_is_kept_without_its_code_is_told() {
        ProjectionVersions stored = catalog(1, 2).unstored(VIEW).with(2, LIVE).with(3, new VersionState.Dropped(AT));

        assertThat(catalog(1, 2).missing(List.of(stored))).isEmpty();
        assertThat(catalog(1).missing(List.of(stored)))
                .singleElement()
                .asString()
                .contains("projection view has a version 2, which is live", "'projections drop'");
        assertThat(new VersionCatalog(List.of(), table -> table).missing(List.of(stored)))
                .as("a projection that is not configured")
                .isEmpty();
    }

    @Test
    void no_version_is_there_twice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog(2, 2))
                .withMessage("there are two projections view_v2");
    }

    private static VersionCatalog catalog(int... versions) {
        List<Projection> projections =
                Arrays.stream(versions).<Projection>mapToObj(View::new).toList();
        return new VersionCatalog(projections, table -> new TableName("p_" + table));
    }

    private record View(int version) implements Projection {
        @Override
        public ProjectionName name() {
            return VIEW;
        }

        @Override
        public Set<TableName> sources() {
            return Set.of(new TableName("lists"));
        }

        @Override
        public List<DerivedTable> tables() {
            return List.of(DerivedTable.of(
                    TableDefinition.of(versionName().value(), KeySchema.of(KeyAttribute.string("id")))));
        }

        @Override
        public List<Write> project(Change change) {
            return List.of();
        }
    }
}
