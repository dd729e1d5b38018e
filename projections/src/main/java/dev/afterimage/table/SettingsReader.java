package dev.afterimage.table;

import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TableClass;

/** Reads how tables are kept. What a section does not say is as in the settings that it differs from. */
final class SettingsReader {
    private static final int MOST_TAGS = 40;

    private static final Value<Integer> UNITS = Value.integer(1, 40_000);
    private static final Value<String> MODE = Value.oneOf(List.of("on_demand", "provisioned"));
    private static final Value<String> ENCRYPTION = Value.text(
            "aws_owned, aws_managed, the alias of a key as alias/NAME, or its ARN",
            "aws_owned|aws_managed|alias/(?!aws/)[a-zA-Z0-9/_-]{1,250}"
                    + "|arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/[a-zA-Z0-9/_-]{1,250}");
    private static final Value<TableClass> CLASS = Value.word(Map.of(
            "standard", TableClass.STANDARD, "standard_infrequent_access", TableClass.STANDARD_INFREQUENT_ACCESS));
    private static final Value<String> REGION = Value.text("a region such as eu-central-1", "[a-z]{2,}(-[a-z0-9]+)+");
    private static final Value<String> SCHEDULE =
            Value.text("when, in UTC, such as \"cron(0 3 * * ? *)\"", "cron\\([^()]{11,100}\\)");
    private static final Value<String> TAG =
            Value.text("up to 128 characters that do not begin with aws:", "(?!aws:).{1,128}");
    private static final Value<String> TAG_VALUE = Value.text("up to 256 characters", "(?s).{0,256}");

    private final Section section;
    private final TableSettings usual;

    private SettingsReader(Section section, TableSettings usual) {
        this.section = section;
        this.usual = usual;
    }

    static TableSettings read(Section section, TableSettings usual) {
        return new SettingsReader(section, usual).settings();
    }

    private TableSettings settings() {
        checkBackups();
        return new TableSettings(
                section.has("billing") ? section.section("billing", SettingsReader::billing) : usual.billing(),
                section.value("encryption", ENCRYPTION).orElse(usual.encryption()),
                section.value("recovery_days", Value.integer(0, 35)).orElse(usual.recoveryDays()),
                section.value("deletion_protection", Value.flag()).orElse(usual.deletionProtection()),
                section.value("class", CLASS).orElse(usual.tableClass()),
                replicas(),
                tags());
    }

    /** Terraform alone sees to backups; but what is written must be right. */
    private void checkBackups() {
        if (section.has("backups")) {
            section.section("backups", backups -> {
                backups.required("keep_days", Value.integer(0, 36_500));
                return backups.value("schedule", SCHEDULE);
            });
        }
    }

    private static Billing billing(Section section) {
        return section.required("mode", MODE).filter("provisioned"::equals).isPresent()
                ? provisioned(section)
                : new Billing.OnDemand(section.value("max_read_units", UNITS), section.value("max_write_units", UNITS));
    }

    private static Billing provisioned(Section section) {
        boolean scaled = section.has("autoscaling");
        if (scaled) {
            section.section("autoscaling", scaling -> {
                scaling.required("max_read_units", UNITS);
                scaling.required("max_write_units", UNITS);
                return scaling.value("target_percent", Value.integer(20, 90));
            });
        }
        return new Billing.Provisioned(
                section.required("read_units", UNITS).orElse(1),
                section.required("write_units", UNITS).orElse(1),
                scaled);
    }

    private List<String> replicas() {
        Optional<List<String>> replicas = section.values("replicas", REGION);
        if (replicas.filter(regions -> new HashSet<>(regions).size() < regions.size())
                .isPresent()) {
            section.problem("replicas", "has a region twice: write each once");
        }
        return replicas.orElse(usual.replicas());
    }

    private Map<String, String> tags() {
        if (!section.has("tags")) {
            return usual.tags();
        }
        Map<String, String> tags = section.pairs("tags", TAG, TAG_VALUE);
        if (tags.size() > MOST_TAGS) {
            section.problem("tags", "has " + tags.size() + " tags: write up to " + MOST_TAGS);
        }
        return tags;
    }
}
