package dev.afterimage.declared;

import dev.afterimage.declared.DeclaredProjection.Source;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.TableReader;
import dev.afterimage.yaml.Node;
import dev.afterimage.yaml.Place;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the definition of one projection. */
final class ProjectionReader {
    private static final Value<TableName> TABLE =
            Value.made("a table's name: 3 to 255 of the characters a-z A-Z 0-9 _ . -", TableName::new);
    private static final Value<Kind> SHAPE = Value.word(Kind.BY_WORD);

    /** What people know from elsewhere, and what takes more than the one change to know. */
    private static final Set<String> NOT_AVAILABLE =
            Set.of("latest", "first", "last", "min", "max", "distinct", "unique", "average", "avg", "top", "join");

    private static final String WHY = "is not available: it would have to read other rows, and a projection sees one"
            + " change at a time. A group counts and adds up";

    private final ProjectionName name;
    private final Section definition;

    private ProjectionReader(ProjectionName name, Section definition) {
        this.name = name;
        this.definition = definition;
    }

    /** The projection; empty where its definition has mistakes, which are told. */
    static Optional<Projection> read(ProjectionName name, Section definition) {
        int before = definition.problemCount();
        return new ProjectionReader(name, definition).read().filter(_ -> definition.problemCount() == before);
    }

    private Optional<Projection> read() {
        Optional<Source> source = definition.section("source", ProjectionReader::source);
        Optional<Kind> kind = kind();
        Optional<DerivedTable> table = definition.section("table", this::table);
        if (source.isEmpty() || kind.isEmpty() || table.isEmpty()) {
            definition.keys().forEach(definition::has);
            return Optional.empty();
        }
        definition.keys().stream().filter(NOT_AVAILABLE::contains).forEach(key -> definition.refuse(key, WHY));
        return Optional.of(projection(source.get(), kind.get(), table.get()));
    }

    private Optional<Kind> kind() {
        Optional<String> word = definition.written("shape").flatMap(ProjectionReader::notAvailable);
        if (word.isPresent()) {
            definition.refuse("shape", word.get() + " " + WHY);
            return Optional.empty();
        }
        return definition.required("shape", SHAPE);
    }

    private static Optional<String> notAvailable(Node shape) {
        return shape instanceof Node.Scalar(String text, Place _) && NOT_AVAILABLE.contains(text)
                ? Optional.of(text)
                : Optional.empty();
    }

    private static Optional<Source> source(Section section) {
        Optional<TableName> table = section.required("table", TABLE);
        int before = section.problemCount();
        List<String> key = section.values("key", ContentReader.ATTRIBUTE).orElse(List.of());
        if (section.problemCount() == before
                && (key.isEmpty() || key.size() > 2 || Set.copyOf(key).size() < key.size())) {
            section.problem("key", "must be the one or two attributes of the table's key, such as [order_id]");
            return Optional.empty();
        }
        return section.problemCount() == before
                ? table.map(known -> new Source(known, Set.copyOf(key)))
                : Optional.empty();
    }

    private Optional<DerivedTable> table(Section section) {
        TableName called = section.value("name", TABLE).orElseGet(() -> new TableName(name.value()));
        return TableReader.any(called, section).map(DerivedTable::of);
    }

    private Projection projection(Source source, Kind kind, DerivedTable table) {
        KeyTemplate key = new KeyReader(kind, table, source.key()).read(definition);
        Set<String> rowKey =
                table.definition().key().attributes().map(KeyAttribute::name).collect(Collectors.toUnmodifiableSet());
        FilterReader filter = new FilterReader(definition, kind);
        return switch (kind) {
            case COPY -> {
                RowTemplate row = new RowTemplate(key, new ContentReader(kind, rowKey).read(definition));
                yield projection(source, table, new OwnRows(filter.ofItems(), new CopyRows(row)));
            }
            case INDEX -> {
                RowTemplate row = new RowTemplate(key, new ContentReader(kind, rowKey).read(definition));
                Reference attribute =
                        new TemplateReader(kind).attribute(definition, "of").orElse(Reference.attribute("of"));
                yield projection(source, table, new OwnRows(filter.ofItems(), new IndexRows(attribute, row)));
            }
            case GROUP -> {
                GroupReader amounts = new GroupReader(definition, rowKey);
                String count = amounts.count();
                Map<String, Reference> sums = amounts.sums();
                yield projection(
                        source, table.shownWhileCounting(count), new Group(filter.ofItems(), key, count, sums));
            }
            case HISTORY -> {
                RowTemplate row = new RowTemplate(key, new ContentReader(kind, rowKey).read(definition));
                yield projection(source, table, new History(filter.ofChanges(), row));
            }
        };
    }

    private Projection projection(Source source, DerivedTable table, Shape shape) {
        return new DeclaredProjection(name, source, table, shape);
    }
}
