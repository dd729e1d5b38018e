package dev.afterimage.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.demo.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The images, and the whole of compose on them. Each test finds two workers at work and leaves two. */
@Tag("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
final class DockerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long LARGEST = 205_000_000;
    private static final long LARGEST_SMALL = 110_000_000;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Images images;
    private Command docker;
    private Project project;
    private Observer observer;

    @BeforeAll
    void everything_is_built_and_started() throws IOException {
        Engine engine = opened(Engine.open());
        docker = engine.docker();
        images = Images.build(engine);
        project = opened(new Project(engine, "afterimage-test", images.forCompose()));
        project.close();
        project.up("tokens", "dynamodb", "seeder", "traffic", "worker");
        observer = opened(new Observer(project.dynamoDbPort()));
        project.scaleWorkers(2);
    }

    private <T extends AutoCloseable> T opened(T what) {
        opened.addFirst(what);
        return what;
    }

    @AfterAll
    void nothing_is_left() throws Exception {
        for (AutoCloseable what : opened) {
            what.close();
        }
    }

    @Test
    void the_images_are_small_and_the_small_one_smaller() {
        long worker = images.size(images.worker());
        long small = images.size(images.small());
        System.out.printf(
                "worker %,d bytes, worker-small %,d, of these the base %,d%n",
                worker, small, images.size(images.base()));

        assertThat(worker - images.size(images.base())).isLessThan(LARGEST);
        assertThat(small - images.size(images.base())).isLessThan(LARGEST_SMALL);
    }

    @Test
    void the_worker_holds_its_program_and_nothing_of_the_embedded_dynamodb() throws IOException {
        Set<String> added = new TreeSet<>(images.files(images.worker()));
        added.removeAll(images.files(images.base()));

        assertThat(added).allMatch(file -> file.startsWith("opt/afterimage/") || file.startsWith("etc/afterimage"));
        assertThat(added)
                .noneMatch(file -> file.matches(
                        "(?i).*(DynamoDBLocal|sqlite|afterimage-seed|afterimage-demo|datafaker|/bin/sh|javac).*"));
        assertThat(added).anyMatch(file -> file.contains("afterimage-processor"));
    }

    @Test
    void the_worker_is_nobody_and_may_do_nothing() throws IOException {
        String worker = project.workers().getFirst();
        Path process = Path.of("/proc", project.inspect(worker, "{{.State.Pid}}"));

        assertThat(Files.readAllLines(process.resolve("status")))
                .contains("Uid:\t65532\t65532\t65532\t65532", "NoNewPrivs:\t1")
                .contains("CapEff:\t0000000000000000", "CapPrm:\t0000000000000000", "CapBnd:\t0000000000000000");
        assertThat(Files.readAllLines(process.resolve("mountinfo")))
                .anyMatch(mount -> mount.matches("\\S+ \\S+ \\S+ \\S+ / ro,.*"));
        assertThat(project.inspect(worker, "{{.Config.Env}}")).doesNotContain("SECRET", "KEY");
    }

    @Test
    void the_root_cannot_be_written_to() {
        Command.Result refused = project.compose()
                .with("run", "--rm", "--no-deps", "worker", "run", "--record", "/etc/afterimage/recorded")
                .result();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("cannot record into /etc/afterimage/recorded");
    }

    @Test
    void every_verb_finds_what_it_needs_in_the_small_runtime() {
        assertThat(verb("--version")).containsPattern("(?m)^afterimage \\d");
        assertThat(verb("config", "check")).contains("items");
        assertThat(verb("tables", "check")).contains("afterimage_audit");
        assertThat(verb("status")).contains("shardId-");
        assertThat(verb("audit", "verify")).contains("items");
        verb("parked", "list");
        verb("expirations", "list");
    }

    @Test
    void a_start_says_nothing_of_the_cache_of_classes_whether_it_is_there_or_not() {
        for (String image : List.of(images.worker(), images.small())) {
            assertThat(docker.run("run", "--rm", image, "--version")).matches("afterimage \\S+\\s*");
        }
    }

    private String verb(String... arguments) {
        return project.compose().with("run", "--rm", "--no-deps", "worker").run(arguments);
    }

    /** Each table has one shard here, and its lease stays where it is as long as it is well there. */
    @Test
    void of_three_workers_the_last_follows_every_lane_when_the_others_leave() {
        List<String> before = project.workers();
        List<String> three = project.scaleWorkers(3);
        assertThat(three).containsAll(observer.owners());

        before.forEach(leaving -> docker.run("stop", leaving));

        List<String> last = project.workers();
        assertThat(last).hasSize(1).doesNotContainAnyElementsOf(before);
        isFollowedBy(Set.copyOf(last));
        before.forEach(gone -> docker.run("rm", gone));
        project.scaleWorkers(2);
    }

    @Test
    void a_worker_that_is_told_to_stop_gives_up_its_lanes_and_ends_with_0() {
        String leaving = ownerOfALane();

        docker.run("stop", leaving);

        assertThat(project.inspect(leaving, "{{.State.ExitCode}}")).isEqualTo("0");
        assertThat(observer.owners()).doesNotContain(leaving);
        assertThat(docker.run("logs", leaving)).contains("afterimage: stopping");
        goesOnWithout(leaving);
    }

    @Test
    void the_lanes_of_a_killed_worker_are_taken_over() {
        String killed = ownerOfALane();

        docker.run("kill", killed);

        goesOnWithout(killed);
    }

    private String ownerOfALane() {
        isFollowedBy(Set.copyOf(project.workers()));
        return observer.owners().iterator().next();
    }

    /** Each lane is one of these workers'. */
    private void isFollowedBy(Set<String> workers) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(observer.lanes().values())
                        .isNotEmpty()
                        .allMatch(lane -> lane.owner().filter(workers::contains).isPresent()));
    }

    /** Others follow its lanes and commit; then a new worker takes the place of the one that is gone. */
    private void goesOnWithout(String gone) {
        isFollowedBy(Set.copyOf(project.workers()));
        long before = observer.commits();
        await().atMost(PATIENCE).until(() -> observer.commits() > before);
        docker.run("rm", gone);
        project.scaleWorkers(2);
    }

    @Test
    void prometheus_reads_every_worker_with_the_token() {
        project.up("prometheus");

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Http.get(
                                project.prometheusPort(), "/api/v1/query?query=sum(up%7Bjob=%22afterimage%22%7D)"))
                        .contains("\"2\"]"));
        project.compose().run("rm", "--stop", "--force", "prometheus");
    }

    @Test
    void what_the_workers_made_of_the_traffic_is_right() {
        project.compose().run("stop", "--timeout", "30", "traffic");
        Report report = observer.proof();
        project.compose().run("start", "traffic");

        System.out.println(report.summary());
        assertThat(report.details()).isNotEmpty();
        assertThat(report.holds()).as(report.summary()).isTrue();
        assertThat(report.changes()).isPositive();
    }
}
