package dev.afterimage.declared;

import dev.afterimage.declared.DeclaredProjection.Source;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.table.TableReader;
import dev.afterimage.yaml.Node;
import dev.afterimage.yaml.Place;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the definition of one projection. */
final class ProjectionReader {
    private static final Value<TableName> TABLE =
            Value.made("a table's name: 3 to 255 of the characters a-z A-Z 0-9 _ . -", TableName::new);
    private static final String MEMBERS = "members";
    private static final int LONGEST_NAME = 255;
    private static final Value<Kind> SHAPE = Value.word(Kind.BY_WORD);

    private static final Set<String> FIGURES = Set.of("min", "max", "last", "distinct", "count", "sums");

    /** What people know from elsewhere. */
    private static final Set<String> NOT_AVAILABLE = Set.of("first", "average", "avg", "top", "join");

    private static final String WHY =
            "is not available: a group has count, sums, min, max, last and distinct, and a shape has one source";

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
        Optional<String> mistake = definition.written("shape").flatMap(ProjectionReader::noShape);
        if (mistake.isPresent()) {
            definition.refuse("shape", mistake.get());
            return Optional.empty();
        }
        return definition.required("shape", SHAPE);
    }

    private static Optional<String> noShape(Node shape) {
        if (!(shape instanceof Node.Scalar(String text, Place _))) {
            return Optional.empty();
        }
        if (FIGURES.contains(text)) {
            return Optional.of(text + " is a figure and no shape: write group, and " + text + " beside it");
        }
        return NOT_AVAILABLE.contains(text) ? Optional.of(text + " " + WHY) : Optional.empty();
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
        ShapeReader shapes = new ShapeReader(definition, kind, source, table);
        return switch (kind) {
            case COPY -> projection(source, table, shapes.copy());
            case INDEX -> projection(source, table, shapes.index());
            case HISTORY -> projection(source, table, shapes.history());
            case GROUP -> group(source, shapes.group(), table);
            case LATEST -> {
                Members members = members(table).ranked();
                yield reading(source, List.of(table, members.table()), shapes.latest(members));
            }
            case UNIQUE -> reading(source, List.of(table), shapes.unique());
        };
    }

    private Projection group(Source source, ShapeReader.Grouping grouping, DerivedTable table) {
        DerivedTable shown = table.shownWhileCounting(grouping.count());
        if (grouping.figures().isEmpty()) {
            return projection(source, shown, grouping.plain());
        }
        Members plain = members(table);
        Members members = grouping.figures().areRanked() ? plain.ranked() : plain;
        return reading(source, List.of(shown, members.table()), grouping.with(members));
    }

    private Members members(DerivedTable table) {
        return Members.of(definition.value(MEMBERS, TABLE).orElseGet(() -> usualMembers(table.name())));
    }

    private TableName usualMembers(TableName table) {
        String usual = table + "_members";
        if (usual.length() <= LONGEST_NAME) {
            return new TableName(usual);
        }
        definition.problem(MEMBERS, "is missing: the name of the table is too long to add _members to it");
        return table;
    }

    private Projection projection(Source source, DerivedTable table, Shape shape) {
        return new DeclaredProjection(name, source, table, shape);
    }

    private Projection reading(Source source, List<DerivedTable> tables, ReadingShape shape) {
        return new DeclaredReadingProjection(name, source, tables, shape);
    }
}
