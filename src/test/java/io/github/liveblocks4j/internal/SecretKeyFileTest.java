package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.support.CapturedLog;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests when a key file is read again, and which keys are taken from it. */
class SecretKeyFileTest {

  private static final String OLD = "sk_dev_topsecretOld";
  private static final String NEW = "sk_prod_topsecretNew";

  @TempDir private Path directory;

  private final CapturedLog log = new CapturedLog();
  private long now = Long.MAX_VALUE - 1; // Close to an overflow, which comparisons must survive.

  @BeforeEach
  void write() throws IOException {
    write(OLD);
  }

  @AfterEach
  void nothingOfAKeyIsInTheLog() {
    log.close();
    assertThat(log.text()).doesNotContain("topsecret");
  }

  private Path path() {
    return directory.resolve("key");
  }

  private void write(String content) throws IOException {
    Files.writeString(path(), content);
  }

  private SecretKeyFile open(String baseUrl) {
    SecretKey key = SecretKeyFile.read(path());
    return new SecretKeyFile(path(), key, URI.create(baseUrl), () -> now);
  }

  private SecretKeyFile open() {
    return open("https://api.test");
  }

  /** Returns the key that is used after so many seconds. */
  private String valueAfter(int seconds, SecretKeyFile file) {
    now += Duration.ofSeconds(seconds).toNanos();
    return file.value().replace("Bearer ", "");
  }

  @Test
  void valueWhenTheFileHoldsTheNewKeyTwiceASecondApartThenItIsTaken() throws IOException {
    SecretKeyFile file = open();
    write(NEW + "\n");
    assertThat(valueAfter(0, file)).isEqualTo(OLD);
    assertThat(valueAfter(1, file)).isEqualTo(OLD);
    assertThat(valueAfter(0, file)).isEqualTo(OLD);
    assertThat(valueAfter(1, file)).isEqualTo(NEW);
    assertThat(log.at(Level.INFO)).hasSize(1);
    assertThat(log.text()).contains("Secret key replaced").contains("(sk_prod_***)");
  }

  @Test
  void valueWhenTheNewKeyIsHalfWrittenThenItIsNotTaken() throws IOException {
    SecretKeyFile file = open();
    write("sk_prod_topse");
    assertThat(valueAfter(1, file)).isEqualTo(OLD);
    write(NEW);
    assertThat(valueAfter(1, file)).isEqualTo(OLD);
    assertThat(valueAfter(1, file)).isEqualTo(NEW);
    assertThat(log.at(Level.WARNING)).isEmpty();
  }

  @Test
  void hasReplacedWhenTheFileHoldsAnotherKeyThenItIsTakenAtOnce() throws IOException {
    SecretKeyFile file = open();
    assertThat(file.hasReplaced("Bearer " + OLD)).isFalse();
    write(NEW);
    assertThat(file.hasReplaced("Bearer " + OLD)).isTrue();
    assertThat(valueAfter(0, file)).isEqualTo(NEW);
    assertThat(file.hasReplaced("Bearer " + OLD)).isTrue();
    assertThat(file.hasReplaced("Bearer " + NEW)).isFalse();
    assertThat(log.at(Level.INFO)).hasSize(1);
  }

  /**
   * As Kubernetes mounts a secret: the file and its directory are links, one of which is swapped.
   */
  @Test
  void hasReplacedWhenALinkIsSwappedToAFileOfTheSameSizeAndTimeThenTheKeyIsTaken()
      throws IOException {
    Path before = Files.createDirectory(directory.resolve("before")).resolve("key");
    Path after = Files.createDirectory(directory.resolve("after")).resolve("key");
    Files.writeString(before, "sk_dev_topsecretA");
    Files.writeString(after, "sk_dev_topsecretB");
    Files.setLastModifiedTime(after, Files.getLastModifiedTime(before));
    Path data = Files.createSymbolicLink(directory.resolve("data"), Path.of("before"));
    Files.delete(path());
    Files.createSymbolicLink(path(), Path.of("data/key"));
    SecretKeyFile file = open();

    Path swapped = Files.createSymbolicLink(directory.resolve("tmp"), Path.of("after"));
    Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);

    assertThat(file.hasReplaced("Bearer sk_dev_topsecretA")).isTrue();
    assertThat(valueAfter(0, file)).isEqualTo("sk_dev_topsecretB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "sk_", "\"" + NEW + "\"", "pk_topsecret", NEW + "\n" + OLD})
  void valueWhenTheFileHoldsNoKeyThenTheOldOneStaysAndOneWarningIsLogged(String content)
      throws IOException {
    SecretKeyFile file = open();
    write(content);
    for (int second = 0; second < 5; second++) {
      assertThat(valueAfter(1, file)).isEqualTo(OLD);
      assertThat(file.hasReplaced("Bearer " + OLD)).isFalse();
    }
    assertThat(log.at(Level.WARNING)).hasSize(1);
    write(NEW);
    assertThat(file.hasReplaced("Bearer " + OLD)).isTrue();
  }

  @Test
  void valueWhenTheFileCannotBeReadThenTheOldKeyStays() throws IOException {
    SecretKeyFile file = open();
    Files.delete(path());
    assertThat(valueAfter(1, file)).isEqualTo(OLD);
    assertThat(log.text()).contains("NoSuchFileException");
    Files.createDirectory(path());
    assertThat(file.hasReplaced("Bearer " + OLD)).isFalse();
    Files.delete(path());
    Files.write(path(), NEW.getBytes(StandardCharsets.UTF_16LE));
    assertThat(file.hasReplaced("Bearer " + OLD)).isFalse();
    write("sk_" + "topsecret".repeat(1_000));
    assertThat(file.hasReplaced("Bearer " + OLD)).isFalse();
    assertThat(log.at(Level.WARNING)).hasSize(1);
  }

  @Test
  void hasReplacedWhenTheNewKeyIsOfProductionAndWouldGoOverPlainHttpThenItIsNotTaken()
      throws IOException {
    SecretKeyFile file = open("http://proxy.example");
    write(NEW);
    assertThat(file.hasReplaced("Bearer " + OLD)).isFalse();
    assertThat(valueAfter(2, file)).isEqualTo(OLD);
    assertThat(log.text()).contains("must not go to proxy.example over plain HTTP");
  }

  @Test
  void buildWhenKeyAndFileAreSetThenSaysSo() {
    assertThatThrownBy(() -> Liveblocks.builder().secretKeyFile(path()).secretKey(NEW).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("secretKey and secretKeyFile are both set: keep one of them");
  }
}
