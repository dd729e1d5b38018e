package dev.afterimage.dynamo;

import java.time.Duration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Tells a listener of each call that a client makes. Thread-safe. */
final class CallInterceptor implements ExecutionInterceptor {
    private static final ExecutionAttribute<Call> CALL = new ExecutionAttribute<>("afterimage.call");

    private final CallListener listener;

    /** A call that is under way; the SDK carries it from thread to thread. */
    private static final class Call {
        private final long start = System.nanoTime();
        private volatile int attempts;
    }

    CallInterceptor(CallListener listener) {
        this.listener = listener;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(CALL, new Call());
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // the attempts of a call follow one another
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        attributes.getOptionalAttribute(CALL).ifPresent(call -> call.attempts++);
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        tell(attributes, ServiceCall.Result.OK);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        tell(attributes, ServiceCall.Result.of(context.exception()));
    }

    private void tell(ExecutionAttributes attributes, ServiceCall.Result result) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        attributes.getOptionalAttribute(CALL).ifPresent(call -> {
            Duration took = Duration.ofNanos(System.nanoTime() - call.start);
            listener.called(new ServiceCall(operation, result, took, call.attempts));
        });
    }
}
