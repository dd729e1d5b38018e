package dev.afterimage.terraform.provider;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

/**
 * Serves the AWS provider's schema to terraform in its plugin protocol, version 5, on loopback. It checks what a schema can
 * check and plans what is written; there is no AWS behind it, and nothing can be applied. Of the data sources it knows those
 * that say where one is.
 */
public final class SchemaServer implements AutoCloseable {
    private static final String SERVICE = "tfplugin5.Provider";

    /** The account and region of every plan. */
    public static final String ACCOUNT = "123456789012";

    public static final String REGION = "us-east-1";

    private static final Map<String, Map<String, Value>> ANSWERS = Map.of(
            "aws_caller_identity", Map.of("account_id", text(ACCOUNT), "id", text(ACCOUNT)),
            "aws_partition", Map.of("partition", text("aws"), "dns_suffix", text("amazonaws.com"), "id", text("aws")),
            "aws_region", Map.of("region", text(REGION), "name", text(REGION), "id", text(REGION)),
            "aws_availability_zones",
                    Map.of(
                            "names",
                            ValueFactory.newArray(text(REGION + "a"), text(REGION + "b"), text(REGION + "c")),
                            "id",
                            text(REGION)));

    private final ProviderSchema schema;
    private final Server server;

    private SchemaServer(ProviderSchema schema) {
        this.schema = schema;
        try {
            this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(service())
                    .build()
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Serves these types.
     *
     * @param target a folder to keep what was fetched in
     */
    public static SchemaServer start(Path target, Set<String> resources, Set<String> dataSources) {
        return new SchemaServer(ProviderSchema.read(target, resources, dataSources));
    }

    /** What tells terraform to use this server as the provider: the value of TF_REATTACH_PROVIDERS. */
    public String reattach() {
        return """
                {"registry.terraform.io/hashicorp/aws": {"Protocol": "grpc", "ProtocolVersion": 5, "Pid": %d, "Test": true,
                "Addr": {"Network": "tcp", "String": "127.0.0.1:%d"}}}""".formatted(ProcessHandle.current().pid(), server.getPort());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private ServerServiceDefinition service() {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(SERVICE);
        on(service, "GetSchema", _ -> schema.toMessage());
        on(service, "PrepareProviderConfig", request -> new Message().bytes(1, bytes(request)));
        for (String check : List.of("ValidateResourceTypeConfig", "ValidateDataSourceConfig", "Configure", "Stop")) {
            on(service, check, _ -> new Message());
        }
        on(service, "PlanResourceChange", this::plan);
        on(service, "ReadDataSource", this::readData);
        return service.build();
    }

    private static ByteString bytes(Message.Received request) {
        return request.bytes(1).orElse(ByteString.EMPTY);
    }

    /** Fields: type, prior state, proposed state; the answer's first is the planned state. */
    private Message plan(Message.Received request) {
        Value proposed = DynamicValue.read(request.message(3));
        Block block = schema.resources().getOrDefault(request.text(1), new Block(List.of(), List.of()));
        return new Message().message(1, DynamicValue.write(DynamicValue.planned(block, proposed)));
    }

    private Message readData(Message.Received request) {
        String type = request.text(1);
        Map<String, Value> answers = ANSWERS.getOrDefault(type, Map.of());
        return answers.isEmpty()
                ? new Message().message(2, new Message().number(1, 1).text(2, "this test knows no data source " + type))
                : new Message()
                        .message(
                                1,
                                DynamicValue.write(DynamicValue.with(DynamicValue.read(request.message(2)), answers)));
    }

    private static void on(
            ServerServiceDefinition.Builder service, String method, Function<Message.Received, Message> answer) {
        MethodDescriptor<Message.Received, Message> descriptor =
                MethodDescriptor.<Message.Received, Message>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, method))
                        .setRequestMarshaller(new Requests())
                        .setResponseMarshaller(new Answers())
                        .build();
        service.addMethod(descriptor, ServerCalls.asyncUnaryCall((request, observer) -> {
            observer.onNext(answer.apply(request));
            observer.onCompleted();
        }));
    }

    private static final class Requests implements MethodDescriptor.Marshaller<Message.Received> {
        @Override
        public InputStream stream(Message.Received never) {
            throw new UnsupportedOperationException("requests are only received");
        }

        @Override
        public Message.Received parse(InputStream stream) {
            return Message.Received.of(stream);
        }
    }

    private static final class Answers implements MethodDescriptor.Marshaller<Message> {
        @Override
        public InputStream stream(Message message) {
            return message.toStream();
        }

        @Override
        public Message parse(InputStream never) {
            throw new UnsupportedOperationException("answers are only sent");
        }
    }

    private static Value text(String text) {
        return ValueFactory.newString(text);
    }
}
