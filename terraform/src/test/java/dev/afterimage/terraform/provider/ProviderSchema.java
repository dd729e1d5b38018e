package dev.afterimage.terraform.provider;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The schema of the AWS provider, of the types that are asked for. */
record ProviderSchema(Block provider, Map<String, Block> resources, Map<String, Block> dataSources) {
    /**
     * Reads it.
     *
     * @param target a folder to keep what was fetched in
     * @param resources types such as {@code aws_dynamodb_table}
     * @param dataSources types such as {@code aws_region}
     */
    static ProviderSchema read(Path target, Set<String> resources, Set<String> dataSources) {
        List<String> folders = new ArrayList<>(List.of("provider"));
        resources.forEach(type -> folders.add(folder(type)));
        dataSources.forEach(type -> folders.add("data-aws-" + folder(type)));
        List<Block> blocks = new ProviderPackage(target)
                .bindings(folders).stream().map(SchemaReader::read).toList();
        Map<String, Block> byType = new LinkedHashMap<>();
        Map<String, Block> dataByType = new LinkedHashMap<>();
        int next = 1;
        for (String type : resources) {
            byType.put(type, blocks.get(next++));
        }
        for (String type : dataSources) {
            dataByType.put(type, blocks.get(next++));
        }
        return new ProviderSchema(withoutAlias(blocks.getFirst()), byType, dataByType);
    }

    private static String folder(String type) {
        return type.replaceFirst("^aws_", "").replace('_', '-');
    }

    /** The alias of a provider is Terraform's own. */
    private static Block withoutAlias(Block provider) {
        return new Block(
                provider.attributes().stream()
                        .filter(attribute -> !attribute.name().equals("alias"))
                        .toList(),
                provider.blocks());
    }

    Message toMessage() {
        Message message = new Message().message(1, schema(provider));
        resources.forEach((type, block) -> message.message(2, entry(type, block)));
        dataSources.forEach((type, block) -> message.message(3, entry(type, block)));
        return message;
    }

    private static Message entry(String type, Block block) {
        return new Message().text(1, type).message(2, schema(block));
    }

    private static Message schema(Block block) {
        return new Message().message(2, block.toMessage());
    }

    /** Every block of this schema, for tests of the reading. */
    Stream<Block> blocks() {
        return Stream.of(Stream.of(provider), resources.values().stream(), dataSources.values().stream())
                .flatMap(part -> part);
    }
}
