package dev.afterimage.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.app.Afterimage;
import dev.afterimage.app.AfterimageProgram;
import dev.afterimage.config.Config;
import dev.afterimage.config.ConsoleConfig;
import dev.afterimage.config.Loaded;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The console as people meet it: a real worker on an embedded DynamoDB, and a real browser. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleBrowserIT {
    private static final String TOKEN = "a-token-for-this-test";
    private static final String SCRIPT = "<script>document.title='broken into'</script>";

    private final LocalDynamo dynamo = LocalDynamo.start();
    private final DynamoDbClient client = dynamo.client();
    private Optional<Afterimage> worker = Optional.empty();
    private Optional<Browser> started = Optional.empty();

    @BeforeAll
    void start() {
        SampleTables.create(client);
        Config config =
                ((Loaded.Valid) new AfterimageProgram().configs(Map.of()).embedded(dynamo.endpoint())).config();
        worker = Optional.of(Afterimage.start(ConsoleConfig.atAnyPort(config, TOKEN)));
        started = Optional.of(Browser.start());
    }

    @AfterAll
    void stop() {
        started.ifPresent(Browser::close);
        worker.ifPresent(Afterimage::close);
        client.close();
        dynamo.close();
    }

    @AfterEach
    void nothing_was_complained_about() {
        assertThat(browser().complaints()).isEmpty();
        browser().open(address("/live")).width(1280).dark(false);
    }

    @Test
    void the_lanes_are_there_and_go_on() {
        browser().open(address("/"));

        browser().awaitText("users");
        put("users", Map.of("id", "U1", "email", "u1@example.com"));
        await().until(() -> applied("users") == 1);
        browser().screenshot("lanes");
        assertThat(browser().find("nav a[aria-current=page]").getText()).isEqualTo("Lanes");
        assertThat(browser().find("h1").getText()).isEqualTo("Lanes");
    }

    @Test
    void changes_come_in_as_they_are_applied_and_their_keys_are_text() {
        browser().open(address("/live-view?table=lists"));
        browser().awaitText("Waiting for events…");

        put("lists", Map.of("id", SCRIPT, "user_id", "U1", "title", "Cake"));

        browser().awaitText("lists/id=<script>");
        assertThat(browser().text()).doesNotContain("Waiting for events");
        assertThat(browser().script("return document.title")).isEqualTo("Live · Afterimage");
        browser().screenshot("live");
        browser().find("#pause").click();
        put("lists", Map.of("id", "later", "user_id", "U1", "title", "Pie"));
        assertThat(browser().find("#pause").getText()).isEqualTo("Go on");
    }

    @Test
    void an_operator_logs_in_with_the_keyboard_alone_and_out_again() {
        browser().open(address("/login"));
        assertThat(browser().focused().getAttribute("id")).isEqualTo("operator");

        browser().type("Ada").press(Keys.TAB).type("wrong").press(Keys.ENTER);
        browser().awaitText("This is no token of this console.");
        browser().find("#token").click();
        browser().type(TOKEN).press(Keys.ENTER);

        browser().awaitText("Ada");
        assertThat(browser().path()).isEqualTo("/");
        browser().find(".who button").sendKeys(Keys.ENTER);
        browser().awaitText("Log in");
        assertThat(browser().complaints()).allMatch(complaint -> complaint.contains("401"));
    }

    @Test
    void what_lapsed_is_shown_and_its_attributes_are_text() {
        client.putItem(request -> request.tableName("items")
                .item(Map.of(
                        "list_id", AttributeValue.fromS(SCRIPT),
                        "datetime", AttributeValue.fromS("2026-01-01"),
                        "description", AttributeValue.fromS(SCRIPT),
                        "expires_at",
                                AttributeValue.fromN(
                                        "" + Instant.now().minusSeconds(60).getEpochSecond()))));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            browser().open(address("/expirations?table=items&kind=deleted"));
            assertThat(browser().all("#expirations tbody tr")).hasSize(1);
        });

        browser().find("#expirations summary").click();
        browser().awaitText("{\"S\":\"<script>");
        assertThat(browser().script("return document.title")).isEqualTo("Expirations · Afterimage");
        assertThat(browser().find(".histogram figcaption").getText()).contains("1 deletions");
        browser().screenshot("expirations");
        browser().find("#expirations td.key a").click();
        browser().awaitText("EXPIRE");
        assertThat(browser().path()).startsWith("/audit/items/");
    }

    @Test
    void the_first_step_of_the_keyboard_leads_past_the_navigation() {
        browser().open(address("/"));
        browser().press(Keys.TAB);

        assertThat(browser().focused().getText()).isEqualTo("Skip to the content");
        browser().press(Keys.ENTER);
        assertThat(browser().focused().getAttribute("id")).isEqualTo("main");
    }

    @Test
    void a_phone_shows_it_without_scrolling_sideways_and_the_night_in_dark() {
        for (String path : new String[] {"/", "/live-view", "/expirations", "/login"}) {
            browser().width(390).dark(true).open(address(path));
            assertThat(
                            browser()
                                    .script(
                                            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                    .as(path)
                    .isEqualTo(true);
            assertThat(browser().script("return getComputedStyle(document.documentElement).backgroundColor"))
                    .isEqualTo("rgb(20, 22, 30)");
        }
        browser().open(address("/")).screenshot("phone-dark");
    }

    @Test
    void times_are_in_the_readers_zone_and_in_utc_where_they_are_pointed_at() {
        browser().open(address("/"));

        String title = browser().find("main time").getAttribute("title");
        assertThat(title).endsWith("Z");
        assertThat(browser().find("main time").getText()).isNotEqualTo(title);
    }

    private Browser browser() {
        return started.orElseThrow();
    }

    private URI address(String path) {
        return worker.orElseThrow().console().orElseThrow().resolve(path);
    }

    private long applied(String table) {
        return worker.orElseThrow().tallies().followed().stream()
                .filter(tally -> tally.lane().table().value().equals(table))
                .mapToLong(tally -> tally.counts().applied())
                .sum();
    }

    private void put(String table, Map<String, String> item) {
        client.putItem(request -> request.tableName(table)
                .item(item.entrySet().stream()
                        .collect(
                                Collectors.toMap(Map.Entry::getKey, entry -> AttributeValue.fromS(entry.getValue())))));
    }
}
