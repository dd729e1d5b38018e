package dev.afterimage.dynamo;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/** The threads of the asynchronous client. The SDK's own would be idle for 2 s before they end, at each end of a program. */
final class EventLoops implements AutoCloseable {
    private static final int THREADS = 2;
    private static final long LONGEST_END_SECONDS = 2;

    private final EventLoopGroup group = new NioEventLoopGroup(
            THREADS, Thread.ofPlatform().daemon().name("dynamodb-leases-", 0).factory());

    SdkEventLoopGroup group() {
        return SdkEventLoopGroup.create(group);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, LONGEST_END_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    }
}
