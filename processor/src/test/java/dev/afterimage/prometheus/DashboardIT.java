package dev.afterimage.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dashboard against Grafana's own types. There is no Grafana here that could show it. */
@Tag("prometheus")
class DashboardIT {
    /** Kept from run to run, since it is fetched. */
    private static final Path FOLDER = Path.of("target", "grafana-types");

    private static final String PACKAGES = """
            {
              "private": true,
              "devDependencies": {"@grafana/schema": "13.2.3", "typescript": "7.0.2"}
            }
            """;

    private static final String SETTINGS = """
            {
              "compilerOptions": {
                "strict": true, "noEmit": true, "skipLibCheck": true, "types": [],
                "target": "es2022", "module": "nodenext", "moduleResolution": "nodenext"
              },
              "files": ["dashboard.ts"]
            }
            """;

    /** In JSON, members of an enumeration are texts. */
    private static final String TYPED = """
            import type { Dashboard } from "@grafana/schema";
            type Json<T> = T extends string ? `${T}` : T extends (infer E)[] ? Json<E>[]
                : T extends object ? { [K in keyof T]: Json<T[K]> } : T;
            export const dashboard: Json<Dashboard> =
            """;

    @Test
    void is_a_dashboard_and_has_nothing_that_a_dashboard_has_not() throws IOException {
        String dashboard = Files.readString(Shipped.DASHBOARD);

        Tool.Result right = compile(dashboard);
        Tool.Result wrong = compile(dashboard.replace("\"gridPos\"", "\"gridpos\""));

        assertThat(right.exitCode()).as(right.output()).isZero();
        assertThat(wrong.exitCode()).as("a mistake is found").isNotZero();
        assertThat(wrong.output()).contains("gridpos");
    }

    private static Tool.Result compile(String dashboard) throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("package.json"), PACKAGES);
        Files.writeString(FOLDER.resolve("tsconfig.json"), SETTINGS);
        Files.writeString(FOLDER.resolve("dashboard.ts"), TYPED + dashboard);
        if (!Files.exists(FOLDER.resolve("node_modules/@grafana/schema"))) {
            Tool.Result installed = Tool.in(FOLDER, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund")
                    .run();
            assertThat(installed.exitCode()).as(installed.output()).isZero();
        }
        return Tool.in(FOLDER, "npx", "--no-install", "tsc", "-p", ".").run();
    }
}
