package dev.afterimage.declared;

import dev.afterimage.declared.DeclaredProjection.Source;
import dev.afterimage.declared.RowTemplate.Content;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.yaml.Section;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a definition says of its shape. For one definition. */
final class ShapeReader {
    private final Section definition;
    private final Kind kind;
    private final Source source;
    private final KeyTemplate key;
    private final Set<String> rowKey;
    private final FilterReader filter;

    ShapeReader(Section definition, Kind kind, Source source, DerivedTable table) {
        this.definition = definition;
        this.kind = kind;
        this.source = source;
        this.key = new KeyReader(kind, table, source.key()).read(definition);
        this.rowKey =
                table.definition().key().attributes().map(KeyAttribute::name).collect(Collectors.toUnmodifiableSet());
        this.filter = new FilterReader(definition, kind);
    }

    Shape copy() {
        RowTemplate row = row();
        return new OwnRows(filter.ofItems(), new CopyRows(row));
    }

    Shape index() {
        RowTemplate row = row();
        Reference attribute = attribute("of");
        return new OwnRows(filter.ofItems(), new IndexRows(attribute, row));
    }

    Shape history() {
        RowTemplate row = row();
        return new History(filter.ofChanges(), row);
    }

    ReadingShape latest(Members members) {
        RowTemplate row = row();
        Scalar by = new Scalar(attribute("by"), "an order");
        return new Latest(source, filter.ofItems(), row, by, members);
    }

    ReadingShape unique() {
        RowTemplate row = row();
        source.key().stream().sorted().forEach(name -> requireHolder(name, row));
        return new Unique(source, filter.ofItems(), row);
    }

    /** What a row says of its holder must be the holder's key. */
    private void requireHolder(String name, RowTemplate row) {
        Template own = Template.attribute(name);
        boolean isOther = row.key().template(name).or(() -> made(row, name)).stream()
                .anyMatch(template -> !template.single().equals(own.single()));
        if (isOther) {
            definition.problem(
                    rowKey.contains(name) ? "key" : "attributes",
                    "makes " + name + " of something else: a row of a unique has the key of the item that holds it, so "
                            + name + " must be {" + name + "}");
        }
    }

    private static Optional<Template> made(RowTemplate row, String name) {
        return row.content() instanceof Content.Made(Map<String, Template> made)
                ? Optional.ofNullable(made.get(name))
                : Optional.empty();
    }

    Grouping group() {
        GroupReader reader = new GroupReader(definition, rowKey);
        String count = reader.count();
        Map<String, Reference> sums = reader.sums();
        Figures figures = Figures.read(definition, reader);
        return new Grouping(source, filter.ofItems(), new Group.Amounts(key, count, sums), figures);
    }

    /** What a definition says of a group. */
    record Grouping(Source source, Filter.OfItems filter, Group.Amounts amounts, Figures figures) {
        String count() {
            return amounts.count();
        }

        Shape plain() {
            return new Group(filter, amounts);
        }

        ReadingShape with(Members members) {
            return new FiguredGroup(source, filter, amounts, figures.ranked(members), figures.counted(members));
        }
    }

    private RowTemplate row() {
        return new RowTemplate(key, new ContentReader(kind, rowKey).read(definition));
    }

    private Reference attribute(String name) {
        return new TemplateReader(kind).attribute(definition, name).orElse(Reference.attribute(name));
    }
}
