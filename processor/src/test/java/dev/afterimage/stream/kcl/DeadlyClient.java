package dev.afterimage.stream.kcl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A client that kills the thread of one name when that calls it. */
final class DeadlyClient {
    private DeadlyClient() {}

    static DynamoDbAsyncClient forThread(String victim, DynamoDbAsyncClient delegate) {
        return (DynamoDbAsyncClient) Proxy.newProxyInstance(
                DeadlyClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbAsyncClient.class},
                (proxy, method, arguments) -> {
                    if (Thread.currentThread().getName().equals(victim)) {
                        throw new LinkageError("for the test");
                    }
                    try {
                        return method.invoke(delegate, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
