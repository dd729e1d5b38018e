package dev.afterimage.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableFileTextTest {
    @Test
    void what_is_written_is_read_again_as_the_same() {
        TableFile file = TableFile.read("tables.yaml", """
                derived:
                  plain:
                    partition: {id: string}
                  rich:
                    partition: {"n": number}
                    sort: {"a \\"b\\": c": binary}
                    ttl: "on"
                    stream: NEW_AND_OLD_IMAGES
                    global_indexes:
                      by.name: {partition: {name: string}, sort: {size: number}, projection: INCLUDE, include: ["no", x]}
                      by_all: {partition: {name: string}, projection: ALL}
                    local_indexes:
                      near: {sort: {size: number}, projection: KEYS_ONLY}
                """);

        TableFile again = TableFile.read("again.yaml", TableFileText.ofDerived(file.derived()));

        assertThat(again).isEqualTo(file);
        assertThat(again.derived()).hasSize(2);
    }

    @Test
    void afterimages_own_derived_tables_are_read_again_as_the_same() {
        TableFile file = TableFile.afterimage();

        assertThat(TableFile.read("again.yaml", TableFileText.ofDerived(file.derived()))
                        .derived())
                .isEqualTo(file.derived());
    }
}
