package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Tries calls about one table and notes what is wrong. For one thread. */
final class Trials {
    private final TableName table;
    private final List<TableProblem> problems = new ArrayList<>();

    Trials(TableName table) {
        this.table = table;
    }

    /** Tries an action whose answer does not matter. */
    void may(String action, Runnable call) {
        answer(action, () -> {
            call.run();
            return Optional.of(table);
        });
    }

    /** Asks for something that is good to know; who may not, or whose DynamoDB does not know it, is told so as a hint. */
    void ask(String action, Runnable call) {
        try {
            call.run();
        } catch (AwsServiceException answer) {
            problem(
                    "does not tell on " + action + " ("
                            + ServiceError.of(answer).detail() + ")",
                    "ask somebody who may");
        }
    }

    /** Tries an action; its answer is empty, too, where it was not allowed. */
    <T> Optional<T> answer(String action, Supplier<Optional<T>> call) {
        try {
            return call.get();
        } catch (ConditionalCheckFailedException allowed) {
            return Optional.empty();
        } catch (AwsServiceException answer) {
            note(action, answer);
            return Optional.empty();
        }
    }

    void problem(String problem, String remedy) {
        problems.add(new TableProblem(table, problem, remedy));
    }

    void problems(List<TableProblem> found) {
        problems.addAll(found);
    }

    List<TableProblem> problems() {
        return problems;
    }

    private void note(String action, AwsServiceException answer) {
        ServiceError error = ServiceError.of(answer);
        switch (error.kind()) {
            case THROTTLED, CONTENDED -> {} // Who is throttled is allowed.
            case DENIED -> problem("denies " + action + " (" + error.detail() + ")", "allow it to the worker's role");
            case UNKNOWN_CALLER -> throw answer;
            case MISSING, REJECTED, UNANSWERED, OTHER ->
                problem("fails on " + action + " (" + error.detail() + ")", "see what DynamoDB says of it");
        }
    }
}
