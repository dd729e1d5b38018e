package dev.afterimage.table;

import static dev.afterimage.table.KeyAttribute.number;
import static dev.afterimage.table.KeyAttribute.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afterimage.item.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableClass;

@NullMarked
final class TableFileTest {
    @Test
    void reads_what_a_table_looks_like() {
        TableFile file = TableFile.read("my.yaml", """
                derived:
                  places:
                    partition: {region: string}
                    sort: {"n": number}
                    stream: NEW_IMAGE
                    ttl: gone_at
                    global_indexes:
                      by_name: {partition: {name: string}, projection: INCLUDE, include: [size, colour]}
                    local_indexes:
                      by_size: {sort: {size: number}, projection: ALL}
                """);

        assertThat(file.derived("places"))
                .isEqualTo(TableDefinition.of(
                                "places",
                                KeySchema.of(string("region"), number("n")),
                                IndexDefinition.global(
                                        "by_name",
                                        KeySchema.of(string("name")),
                                        ProjectionType.INCLUDE,
                                        "size",
                                        "colour"),
                                IndexDefinition.local(
                                        "by_size", KeySchema.of(string("region"), number("size")), ProjectionType.ALL))
                        .withStream(StreamViewType.NEW_IMAGE)
                        .withTimeToLive("gone_at"));
        assertThat(file.sources()).isEmpty();
        assertThat(file.leases()).isEmpty();
    }

    @Test
    void reads_how_tables_are_kept_and_what_differs_for_some() {
        TableFile file = TableFile.read("my.yaml", """
                derived:
                  views: {partition: {id: string}}
                  others: {partition: {id: string}}
                settings:
                  careful:
                    billing: {mode: provisioned, read_units: 5, write_units: 7}
                    encryption: alias/mine
                    recovery_days: 7
                    deletion_protection: true
                    tags: {team: "blue"}
                    tables:
                      views:
                        billing: {mode: on_demand, max_write_units: 100}
                        class: standard_infrequent_access
                """);

        SettingsGroup careful = file.settings().get("careful");

        TableSettings usual = new TableSettings(
                new Billing.Provisioned(5, 7, false),
                "alias/mine",
                7,
                true,
                TableClass.STANDARD,
                List.of(),
                Map.of("team", "blue"));
        assertThat(careful).isNotNull();
        assertThat(careful.of(new TableName("others"))).isEqualTo(usual);
        assertThat(careful.of(new TableName("views")))
                .isEqualTo(new TableSettings(
                        new Billing.OnDemand(Optional.empty(), Optional.of(100)),
                        "alias/mine",
                        7,
                        true,
                        TableClass.STANDARD_INFREQUENT_ACCESS,
                        List.of(),
                        Map.of("team", "blue")));
    }

    @Test
    void tells_all_mistakes_at_once_each_with_its_line() {
        assertThatExceptionOfType(InvalidTableFileException.class)
                .isThrownBy(() -> TableFile.read("my.yaml", """
                        derived:
                          views:
                            partition: {id: text}
                            ttll: gone_at
                          ab: {partition: {id: string}}
                        settings:
                          careful:
                            billing: {mode: on_demand, read_units: 5}
                            tables:
                              view: {recovery_days: 36}
                        """))
                .withMessage("""
                        6 mistakes in the file of tables:
                          my.yaml:3:21: derived.views.partition.id is "text": write one of binary, number, string
                          my.yaml:4:5: derived.views.ttll is no key; did you mean ttl?\
                         (allowed here: stream, partition, sort, ttl, global_indexes, local_indexes)
                          my.yaml:5:7: derived.ab is no name for it: write a table's name: 3 to 255 of the characters a-z A-Z\
                         0-9 _ . -
                          my.yaml:8:32: settings.careful.billing.read_units is no key\
                         (allowed here: mode, max_read_units, max_write_units)
                          my.yaml:10:13: settings.careful.tables.view names no table of this file
                          my.yaml:10:29: settings.careful.tables.view.recovery_days is "36": write a whole number from 0 to 35""");
    }

    @Test
    void lies_beside_the_class_that_needs_it() {
        assertThat(TableFile.beside(TableFile.class, "tables.yaml")).isEqualTo(TableFile.afterimage());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableFile.beside(TableFile.class, "no-tables.yaml"))
                .withMessage("there is no no-tables.yaml beside dev.afterimage.table.TableFile");
    }

    @Test
    void says_which_tables_there_are_where_one_is_asked_for_that_is_not() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableFile.afterimage().derived("list_sumary"))
                .withMessage("the file of tables has no derived table list_sumary, only"
                        + " [list_summary, list_summary_v2, user_lists, list_members, due_items]");
    }
}
