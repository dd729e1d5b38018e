package dev.afterimage.dynamo;

import dev.afterimage.commit.CommitOutcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * What it means for a plan that DynamoDB cancelled its transaction: it says one reason for each action, in their order.
 *
 * <p>Where the reasons differ, conditions come first: if a guarded row or one that was read has changed, nothing else of
 * the plan counts; if somebody is changing a guarded one, trying again will tell. Then what is refused for good, since trying again would only add to what
 * throttles; then throttling, then conflicts.
 */
final class Cancellation {
    private final List<CancellationReason> reasons;
    private final Actions actions;

    private Cancellation(List<CancellationReason> reasons, Actions actions) {
        this.reasons = reasons;
        this.actions = actions;
    }

    static CommitOutcome outcome(TransactionCanceledException cancelled, Actions actions) {
        List<CancellationReason> reasons = cancelled.cancellationReasons();
        return reasons.isEmpty()
                ? new CommitOutcome.Unable("cancelled without a reason: " + cancelled.getMessage())
                : new Cancellation(reasons, actions).outcome();
    }

    /** The same for figures, where it does not matter which action it was. */
    static ServiceCall.Result result(TransactionCanceledException cancelled) {
        List<CancellationReason> reasons = cancelled.cancellationReasons();
        if (reasons.stream().anyMatch(Cancellation::isUnmet)) {
            return ServiceCall.Result.CONDITION;
        }
        return switch (reasons.stream().map(Kind::of).min(Kind::compareTo).orElse(Kind.NONE)) {
            case REFUSED -> ServiceCall.Result.REJECTED;
            case UNKNOWN, NONE -> ServiceCall.Result.OTHER;
            case THROTTLED -> ServiceCall.Result.THROTTLED;
            case CONTENDED -> ServiceCall.Result.CONTENDED;
        };
    }

    private static boolean isUnmet(CancellationReason reason) {
        return "ConditionalCheckFailed".equals(reason.code());
    }

    /** In the order in which they count. */
    private enum Kind {
        REFUSED,
        UNKNOWN,
        THROTTLED,
        CONTENDED,
        NONE;

        static Kind of(CancellationReason reason) {
            String code = reason.code() == null ? "None" : reason.code();
            return switch (code) {
                case "None" -> NONE;
                case "TransactionConflict" -> CONTENDED;
                case "ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded" -> THROTTLED;
                case "ValidationError", "ItemCollectionSizeLimitExceeded" -> REFUSED;
                default -> UNKNOWN;
            };
        }
    }

    private CommitOutcome outcome() {
        if (IntStream.range(0, reasons.size())
                .anyMatch(action -> actions.hasCondition(action) && isUnmet(reasons.get(action)))) {
            return new CommitOutcome.Stale();
        }
        OptionalInt busy = guarded()
                .filter(action -> Kind.of(reasons.get(action)) == Kind.CONTENDED)
                .findFirst();
        if (busy.isPresent()) {
            return new CommitOutcome.Contended(describe(busy.getAsInt()));
        }
        Kind worst = reasons.stream().map(Kind::of).min(Kind::compareTo).orElse(Kind.NONE);
        return switch (worst) {
            case REFUSED -> new CommitOutcome.Rejected(details(worst), refusals());
            case UNKNOWN, NONE -> new CommitOutcome.Unable("cancelled: " + details(worst));
            case THROTTLED -> new CommitOutcome.Throttled(details(worst));
            case CONTENDED -> new CommitOutcome.Contended(details(worst));
        };
    }

    private IntStream guarded() {
        return IntStream.range(0, Math.min(actions.guarded(), reasons.size()));
    }

    private List<CommitOutcome.Refusal> refusals() {
        return of(Kind.REFUSED)
                .mapToObj(action -> new CommitOutcome.Refusal(actions.write(action), describe(action)))
                .toList();
    }

    private String details(Kind kind) {
        return of(kind).mapToObj(this::describe).distinct().limit(3).collect(Collectors.joining("; "));
    }

    private IntStream of(Kind kind) {
        return IntStream.range(0, reasons.size()).filter(action -> Kind.of(reasons.get(action)) == kind);
    }

    private String describe(int action) {
        CancellationReason reason = reasons.get(action);
        String message =
                Optional.ofNullable(reason.message()).map(text -> ": " + text).orElse("");
        return reason.code() + " at " + actions.row(action) + message;
    }
}
