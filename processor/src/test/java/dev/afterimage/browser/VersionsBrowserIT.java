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

/** An operator brings a new version of a projection to its readers, and loads a table: a real worker, and a real browser. */
@Tag("browser")
class VersionsBrowserIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String TOKEN = "a-token-for-this-test";

    private final LocalDynamo dynamo = LocalDynamo.start();
    private final DynamoDbClient client = dynamo.client();
    private Optional<Afterimage> worker = Optional.empty();
    private Optional<Browser> started = Optional.empty();

    @BeforeEach
    void two_lists_that_a_worker_has_seen() {
        SampleTables.create(client);
        put("L1", "Cake");
        put("L2", "Bread");
        worker = Optional.of(Afterimage.start(config()));
        await().atMost(SOON).until(() -> worker.orElseThrow().tallies().totals().applied() == 2);
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
    void a_new_version_is_built_compared_read_and_left_again() {
        logIn();
        browser().find("nav a[href='/projections']").sendKeys(Keys.ENTER);
        browser().awaitText("not built");
        decide("2/rebuild", "until it is live");
        browser().awaitText("2 items built here");
        spoil("L1");

        browser().open(address("/projections"));
        browser().find("a[href='/projections/list_summary/2/compare']").sendKeys(Keys.ENTER);
        browser().awaitText("Nothing is written");
        browser().screenshot("versions-compare");
        browser().find("#decide").sendKeys(Keys.ENTER);
        browser().awaitText("2 rows compared, 1 different");
        browser().awaitText("differs in title");
        browser().screenshot("versions-differences");
        assertThat(browser().text()).contains("list_summary_v2/list_id=L1", "INSERT", "lists/id=L1");
        browser().find("a[href*='/audit/lists/id=L1']").sendKeys(Keys.ENTER);
        browser().awaitText("Cake");

        browser().open(address("/projections"));
        decide("2/switch", "would read version 2");
        browser().awaitText("retired");
        browser().screenshot("versions");
        decide("2/rollback", "would read version 1");
        browser().awaitText("retired");
        assertThat(browser().complaints()).isEmpty();
        narrow("/projections");
    }

    @Test
    void a_table_is_loaded_while_the_page_tells_how_far_it_is() {
        logIn();
        browser().find("nav a[href='/backfills']").sendKeys(Keys.ENTER);
        browser().awaitText("never backfilled");
        browser().find("a[href='/backfills/items/start']").sendKeys(Keys.ENTER);
        browser().awaitText("are shown to its projections");
        browser().screenshot("backfill-start");
        browser().find("#decide").sendKeys(Keys.ENTER);
        await().atMost(SOON).until(() -> browser().text().contains("Everything is loaded"));
        browser().screenshot("backfills");
        assertThat(browser().complaints()).isEmpty();
        narrow("/backfills");
    }

    private void decide(String decision, String consequence) {
        browser().find("a[href='/projections/list_summary/" + decision + "']").sendKeys(Keys.ENTER);
        browser().awaitText(consequence);
        browser().find("#decide").sendKeys(Keys.ENTER);
    }

    private void narrow(String path) {
        browser().width(390).open(address(path));
        assertThat(browser()
                        .script("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
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

    private void put(String list, String title) {
        client.putItem(request -> request.tableName("lists")
                .item(Map.of(
                        "id", AttributeValue.fromS(list),
                        "user_id", AttributeValue.fromS("U1"),
                        "title", AttributeValue.fromS(title))));
    }

    /** Somebody who is no worker writes into a derived table. */
    private void spoil(String list) {
        client.updateItem(request -> request.tableName("list_summary_v2")
                .key(Map.of("list_id", AttributeValue.fromS(list)))
                .updateExpression("SET title = :wrong")
                .expressionAttributeValues(Map.of(":wrong", AttributeValue.fromS("Stones"))));
    }

    private Config config() {
        Config config = ((Loaded.Valid) new AfterimageProgram()
                        .configs(Map.of("AFTERIMAGE_AUDIT_ROW_LINKS", "true"))
                        .embedded(dynamo.endpoint()))
                .config();
        return ConsoleConfig.atAnyPort(config, TOKEN);
    }
}
