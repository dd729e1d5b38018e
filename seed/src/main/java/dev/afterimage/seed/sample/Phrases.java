package dev.afterimage.seed.sample;

import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;

/** Words that people might write into their lists. The same state of the generator gives the same words. */
public final class Phrases {
    private final Random random;
    private final Faker faker;

    public Phrases(Random random) {
        this.random = random;
        this.faker = new Faker(Locale.ENGLISH, random);
    }

    /** An address that nobody can have: its domain is reserved. The tag makes it the only one. */
    public String email(String tag) {
        String name = faker.name().firstName() + "." + faker.name().lastName();
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z.]", "") + "." + tag + "@example.org";
    }

    /** A list's title. */
    public String title() {
        return switch (random.nextInt(6)) {
            case 0 -> "Trip to " + faker.address().city();
            case 1 -> faker.name().firstName() + "'s birthday";
            case 2 -> "Groceries for " + faker.address().streetName();
            case 3 -> "Mend the " + faker.house().room();
            case 4 -> "Reading club: " + faker.book().genre();
            default -> "Move to " + faker.address().city();
        };
    }

    /** Something to do. */
    public String task() {
        return switch (random.nextInt(8)) {
            case 0 -> "Buy " + faker.food().fruit();
            case 1 -> "Buy " + faker.food().vegetable();
            case 2 -> "Order the " + faker.commerce().productName();
            case 3 -> "Call " + faker.name().fullName();
            case 4 -> "Return “" + faker.book().title() + "”";
            case 5 -> "Clean the " + faker.house().room();
            case 6 -> "Watch “" + faker.movie().name() + "” again";
            default ->
                "Write to " + faker.name().firstName() + " in "
                        + faker.address().city();
        };
    }

    /** A text of exactly so many characters. */
    public String longText(int length) {
        String paragraph = faker.lorem().paragraph(10) + " ";
        return paragraph.repeat(length / paragraph.length() + 1).substring(0, length);
    }
}
