package dev.afterimage.terraform.provider;

import java.util.List;

/** What a resource, a data source or a block within one may hold. */
record Block(List<Attribute> attributes, List<Nested> blocks) {
    Block {
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /**
     * A value.
     *
     * @param type in Terraform's JSON, such as {@code "string"} or {@code ["set","string"]}
     */
    record Attribute(String name, String type, Flags flags) {}

    /** Who gives an attribute its value. */
    record Flags(boolean computed, boolean optional, boolean required) {}

    /** How blocks of one name stand together; the numbers are those of the protocol. */
    enum Nesting {
        SINGLE(1),
        LIST(2),
        SET(3),
        MAP(4);

        final int number;

        Nesting(int number) {
            this.number = number;
        }
    }

    /**
     * Blocks of one name.
     *
     * @param most 0 for any number
     */
    record Nested(String name, Nesting nesting, int least, int most, Block block) {}

    Message toMessage() {
        Message message = new Message();
        for (Attribute attribute : attributes) {
            message.message(
                    2,
                    new Message()
                            .text(1, attribute.name())
                            .text(2, attribute.type())
                            .flag(4, attribute.flags().required())
                            .flag(5, attribute.flags().optional())
                            .flag(6, attribute.flags().computed()));
        }
        for (Nested nested : blocks) {
            message.message(
                    3,
                    new Message()
                            .text(1, nested.name())
                            .message(2, nested.block().toMessage())
                            .number(3, nested.nesting().number)
                            .number(4, nested.least())
                            .number(5, nested.most()));
        }
        return message;
    }
}
