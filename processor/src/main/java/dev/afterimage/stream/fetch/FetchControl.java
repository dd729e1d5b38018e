package dev.afterimage.stream.fetch;

/** What all fetchers of one worker share. Thread-safe. */
public record FetchControl(FetchBudget budget, CallGate calls) {
    public static FetchControl of(FetchLimits limits) {
        return new FetchControl(
                new FetchBudget(limits.bytesAhead()), new CallGate(limits.callsAtOnce(), limits.callsPerSecond()));
    }
}
