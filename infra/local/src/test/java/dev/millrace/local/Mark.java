package dev.millrace.local;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A word left in each server, to be found again. */
final class Mark {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Mark() {}

    static void leave(LocalServers servers, String word) throws Exception {
        inPostgres(servers.postgres(), word);
        inKafka(servers.kafka(), word);
        inRedis(servers.redis(), word);
        inElasticsearch(servers.elasticsearch(), word);
    }

    static Map<LocalServer, String> find(LocalServers servers) throws Exception {
        return Map.of(
                LocalServer.POSTGRESQL, ofPostgres(servers.postgres()),
                LocalServer.KAFKA, ofKafka(servers.kafka()),
                LocalServer.REDIS, ofRedis(servers.redis()),
                LocalServer.ELASTICSEARCH, ofElasticsearch(servers.elasticsearch()));
    }

    static Map<LocalServer, String> everywhere(String word) {
        return Map.of(
                LocalServer.POSTGRESQL, word,
                LocalServer.KAFKA, word,
                LocalServer.REDIS, word,
                LocalServer.ELASTICSEARCH, word);
    }

    static void inPostgres(PostgresAddress address, String word) throws Exception {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mark AS SELECT '" + word + "' AS word");
        }
    }

    static String ofPostgres(PostgresAddress address) throws Exception {
        return query(address, "SELECT word FROM mark");
    }

    static String query(PostgresAddress address, String sql) throws Exception {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(PostgresAddress address) throws Exception {
        return DriverManager.getConnection(address.jdbcUrl(), address.username(), address.password());
    }

    static void inKafka(KafkaAddress address, String word) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", address.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic("mark", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("mark", word)).get();
        }
    }

    static String ofKafka(KafkaAddress address) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("mark", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var found = consumer.poll(Duration.ofSeconds(20)).records(partition);
            return found.isEmpty() ? "nothing" : found.getFirst().value();
        }
    }

    static void inRedis(RedisAddress address, String word) throws IOException {
        ask(address, "SET mark " + word);
    }

    static String ofRedis(RedisAddress address) throws IOException {
        return ask(address, "GET mark").lines().skip(1).findFirst().orElse("nothing");
    }

    static String ask(RedisAddress address, String command) throws IOException {
        String answer = askAnybody(address, "AUTH " + address.password() + "\r\n" + command);
        return answer.replaceFirst("^\\+OK\r\n", "");
    }

    static String askAnybody(RedisAddress address, String command) throws IOException {
        try (Socket socket = new Socket(address.host(), address.port())) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static void inElasticsearch(ElasticsearchAddress address, String word) throws Exception {
        http(address, "PUT", "/mark", "{}");
        http(address, "PUT", "/mark/_doc/1?refresh=true", "{\"word\": \"" + word + "\"}");
    }

    static String ofElasticsearch(ElasticsearchAddress address) throws Exception {
        return http(address, "GET", "/mark/_source/1", "").replaceAll(".*: *\"(.*)\".*", "$1");
    }

    static String http(ElasticsearchAddress address, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.uri() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
