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

/** Parked changes as an operator meets them: a real worker that DynamoDB refuses a write, and a real browser. */
@Tag("browser")
class ParkedBrowserIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String TOKEN = "a-token-for-this-test";
    private static final String SCRIPT = "<script>document.title='broken into'</script>";

    /** A list may have such a title, but not a summary in which somebody else has put {@link #PADDING}. */
    private static final String HUGE = "x".repeat(390_000);

    private static final String PADDING = "y".repeat(30_000);

    private final LocalDynamo dynamo = LocalDynamo.start();
    private final DynamoDbClient client = dynamo.client();
    private Optional<Afterimage> worker = Optional.empty();
    private Optional<Browser> started = Optional.empty();

    @BeforeEach
    void start() {
        SampleTables.create(client);
        Config config =
                ((Loaded.Valid) new AfterimageProgram().configs(Map.of()).embedded(dynamo.endpoint())).config();
        worker = Optional.of(Afterimage.start(ConsoleConfig.atAnyPort(config, TOKEN)));
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
    void an_operator_sees_tries_mends_redrives_and_discards_with_the_keyboard() {
        poison("L1");
        poison("L2");
        await().atMost(SOON).until(() -> worker.orElseThrow().tallies().totals().parked() == 2);
        logIn();

        browser().find("#parked a").sendKeys(Keys.ENTER);
        browser().awaitText("2 changes of 2 items wait");
        browser().screenshot("parked");
        browser().find("a[href$='/lists/id=L1']").sendKeys(Keys.ENTER);
        browser().awaitText("maximum allowed size");
        browser().awaitText(SCRIPT);
        browser().find("#preview").sendKeys(Keys.ENTER);
        browser().awaitText("Dry run, nothing was written: 1 change would be applied");
        browser().awaitText("update list_summary/list_id=L1");
        browser().screenshot("parked-item");

        browser().find("#redrive-item button").sendKeys(Keys.ENTER);
        browser().awaitText("0 changes applied.");
        browser().awaitText("tried in vain 4 times");
        assertThat(title("L1")).isEmpty();
        mend("L1");
        browser().find("#redrive-item button").sendKeys(Keys.ENTER);
        browser().awaitText("1 change applied.");
        browser().awaitText("Nothing of this item waits for list_summary.");
        assertThat(title("L1")).contains(HUGE);

        browser().open(address("/parked"));
        browser().find("#all-reason").sendKeys("a test list");
        browser().press(Keys.ENTER);
        browser().awaitText("done: 1 of 1 items, 1 change discarded.");
        browser().screenshot("parked-job");
        browser().open(address("/audit/lists/L2"));
        browser().awaitText("discarded for list_summary by Ada");
        browser().awaitText("a test list");
        await().atMost(SOON).untilAsserted(() -> {
            browser().open(address("/"));
            assertThat(browser().all("#parked, .count")).isEmpty();
        });
        assertThat(browser().script("return document.title")).isEqualTo("Lanes · Afterimage");
        assertThat(browser().complaints()).isEmpty();
    }

    private void logIn() {
        browser().open(address("/login"));
        browser().type("Ada").press(Keys.TAB).type(TOKEN).press(Keys.ENTER);
        browser().awaitText("Log out");
    }

    /** A list whose summary DynamoDB refuses to write. */
    private void poison(String list) {
        client.putItem(request -> request.tableName("list_summary")
                .item(Map.of("list_id", AttributeValue.fromS(list), "padding", AttributeValue.fromS(PADDING))));
        client.putItem(request -> request.tableName("lists")
                .item(Map.of(
                        "id", AttributeValue.fromS(list),
                        "user_id", AttributeValue.fromS("U1"),
                        "note", AttributeValue.fromS(SCRIPT),
                        "title", AttributeValue.fromS(HUGE))));
    }

    private void mend(String list) {
        client.updateItem(request -> request.tableName("list_summary")
                .key(Map.of("list_id", AttributeValue.fromS(list)))
                .updateExpression("REMOVE padding"));
    }

    private Optional<String> title(String list) {
        return Optional.ofNullable(client.getItem(request -> request.tableName("list_summary")
                                .key(Map.of("list_id", AttributeValue.fromS(list)))
                                .consistentRead(true))
                        .item()
                        .get("title"))
                .map(AttributeValue::s);
    }

    private Browser browser() {
        return started.orElseThrow();
    }

    private URI address(String path) {
        return worker.orElseThrow().console().orElseThrow().resolve(path);
    }
}
