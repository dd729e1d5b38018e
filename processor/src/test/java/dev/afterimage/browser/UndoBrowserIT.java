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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An operator finds out who changed an item, what it was, and puts it back: a real worker, and a real browser. */
@Tag("browser")
class UndoBrowserIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String TOKEN = "a-token-for-this-test";

    private final LocalDynamo dynamo = LocalDynamo.start();
    private final DynamoDbClient client = dynamo.client();
    private Optional<Afterimage> worker = Optional.empty();
    private Optional<Browser> started = Optional.empty();

    @BeforeEach
    void three_lists_that_somebody_changes_two_hours_later() {
        SampleTables.create(client);
        put("L1", "U1", "Cake");
        put("L2", "U1", "Bread");
        put("L3", "U1", "Salt");
        dynamo.dilateTime(Duration.ofHours(2));
        worker = Optional.of(Afterimage.start(config()));
        await().atMost(SOON).until(() -> applied() == 3);
        put("L1", "Mallory", "Stones");
        put("L2", "Mallory", "Sand");
        await().atMost(SOON).until(() -> applied() == 5);
        started = Optional.of(Browser.start());
    }

    @AfterEach
    void stop() {
        started.ifPresent(Browser::close);
        worker.ifPresent(Afterimage::close);
        client.close();
        dynamo.close();
    }

    @Test
    void who_changed_an_item_what_it_was_and_back_it_is() {
        logIn();
        browser().find("nav a[href='/audit']").sendKeys(Keys.ENTER);
        browser().find("#actor").sendKeys("Mallory");
        browser().press(Keys.ENTER);
        browser().awaitText("lists/id=L1");
        assertThat(browser().text()).contains("MODIFY", "Mallory").doesNotContain("lists/id=L3");

        browser().find("a[href*='/audit/lists/id=L1']").sendKeys(Keys.ENTER);
        browser().awaitText("\"Cake\" → \"Stones\"");
        assertThat(browser().text()).contains("by Mallory");
        browser().find("a[href*='to=before']").sendKeys(Keys.ENTER);
        browser().awaitText("What would change");
        browser().awaitText("\"Stones\" → \"Cake\"");
        browser().screenshot("undo-preview");
        browser().find("#reason").sendKeys("not Mallory's list");
        browser().press(Keys.ENTER);
        browser().awaitText("It was put back");
        assertThat(title("L1")).isEqualTo("Cake");

        await().atMost(SOON).until(() -> applied() == 6);
        browser().find("main a[href='/audit/lists/id=L1']").sendKeys(Keys.ENTER);
        browser().awaitText("Ada put it back to what it was after change");
        browser().awaitText("not Mallory's list");
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    void all_that_somebody_changed_is_looked_at_and_put_back_while_the_page_tells_how_far_it_is() {
        logIn();
        browser().open(address("/audit?table=lists&actor=Mallory"));
        browser().find("#put-back").sendKeys(Keys.ENTER);
        browser().find("#to").sendKeys("1h");
        browser().press(Keys.ENTER);
        browser().awaitText("2 items would be put back");
        browser().screenshot("undo-job-preview");
        assertThat(title("L2")).isEqualTo("Sand");

        browser().find("#put-back").sendKeys(Keys.ENTER);
        browser().awaitText("2 put back");
        browser().screenshot("undo-job-end");
        assertThat(title("L1")).isEqualTo("Cake");
        assertThat(title("L2")).isEqualTo("Bread");
        browser().width(390).open(address("/undo"));
        browser().awaitText("changes of lists by Mallory");
        assertThat(browser()
                        .script("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
        assertThat(browser().complaints()).isEmpty();
    }

    private void logIn() {
        browser().open(address("/login"));
        browser().type("Ada").press(Keys.TAB).type(TOKEN).press(Keys.ENTER);
        browser().awaitText("Log out");
    }

    private Browser browser() {
        return started.orElseThrow();
    }

    private URI address(String path) {
        return worker.orElseThrow().console().orElseThrow().resolve(path);
    }

    private long applied() {
        return worker.orElseThrow().tallies().totals().applied();
    }

    private String title(String list) {
        return Optional.ofNullable(client.getItem(request -> request.tableName("lists")
                                .key(Map.of("id", AttributeValue.fromS(list)))
                                .consistentRead(true))
                        .item()
                        .get("title"))
                .map(AttributeValue::s)
                .orElse("");
    }

    private void put(String list, String user, String title) {
        client.putItem(request -> request.tableName("lists")
                .item(Map.of(
                        "id", AttributeValue.fromS(list),
                        "user_id", AttributeValue.fromS(user),
                        "title", AttributeValue.fromS(title))));
    }

    private Config config() {
        Map<String, String> settings =
                Map.of("AFTERIMAGE_UNDO_ALLOW", "true", "AFTERIMAGE_SOURCES_1_ACTOR_ATTRIBUTE", "user_id");
        Config config =
                ((Loaded.Valid) new AfterimageProgram().configs(settings).embedded(dynamo.endpoint())).config();
        return ConsoleConfig.atAnyPort(config, TOKEN);
    }
}
