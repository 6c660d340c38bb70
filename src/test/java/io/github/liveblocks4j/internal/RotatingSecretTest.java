package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.support.CapturedLog;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the file of a secret is read again, and which content is taken. */
class RotatingSecretTest {

  private static final String OLD = "sk_dev_topsecretOld";
  private static final String NEW = "sk_prod_topsecretNew";

  @TempDir private Path directory;

  /** That no key is in it, the scan of all tests sees. */
  @AutoClose private final CapturedLog log = new CapturedLog();

  private Path path() {
    return directory.resolve("key");
  }

  private RotatingSecret<SecretKey> open(String url) {
    return RotatingSecret.inFile(
        "Secret key", path(), text -> SecretKey.of(text).requireSafeOn(URI.create(url)));
  }

  private RotatingSecret<SecretKey> openWith(String content) throws IOException {
    Files.writeString(path(), content);
    return open("https://api.test");
  }

  @Test
  void hasReplacedWhenTheFileHasAnotherKeyThenItIsTaken() throws IOException {
    RotatingSecret<SecretKey> secret = openWith(OLD);
    SecretKey old = secret.value();
    assertThat(secret.hasReplaced(old)).isFalse();

    Files.writeString(path(), "\ufeff" + NEW + "\r\n");

    assertThat(secret.value()).isSameAs(old);
    assertThat(secret.hasReplaced(old)).isTrue();
    assertThat(secret.value().authorization()).endsWith(NEW);
    assertThat(secret.hasReplaced(old)).isTrue();
    assertThat(secret.hasReplaced(secret.value())).isFalse();
    assertThat(log.only(Level.INFO)).contains("Secret key replaced by the one that");
  }

  /** As Kubernetes mounts a secret: the file and its directory are links, one is swapped. */
  @Test
  void hasReplacedWhenALinkIsSwappedThenTheKeyIsTaken() throws IOException {
    Path before = Files.createDirectory(directory.resolve("before")).resolve("key");
    Path after = Files.createDirectory(directory.resolve("after")).resolve("key");
    Files.writeString(before, "sk_dev_topsecretA");
    Files.writeString(after, "sk_dev_topsecretB");
    Files.setLastModifiedTime(after, Files.getLastModifiedTime(before));
    Path data = Files.createSymbolicLink(directory.resolve("data"), Path.of("before"));
    Files.createSymbolicLink(path(), Path.of("data/key"));
    RotatingSecret<SecretKey> secret = open("https://api.test");

    Path swapped = Files.createSymbolicLink(directory.resolve("tmp"), Path.of("after"));
    Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);

    assertThat(secret.hasReplaced(secret.value())).isTrue();
    assertThat(secret.value().authorization()).endsWith("topsecretB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "sk_", "\"" + NEW + "\"", "pk_topsecret", NEW + "\n" + OLD})
  void hasReplacedWhenTheFileHasNoKeyThenTheOldOneStays(String content) throws IOException {
    RotatingSecret<SecretKey> secret = openWith(OLD);
    Files.writeString(path(), content);
    for (int i = 0; i < 5; i++) {
      assertThat(secret.hasReplaced(secret.value())).isFalse();
    }
    assertThat(log.only(Level.WARNING)).contains("is not usable");

    Files.writeString(path(), NEW);
    assertThat(secret.hasReplaced(secret.value())).isTrue();
  }

  @Test
  void hasReplacedWhenTheFileCannotBeReadThenTheOldKeyStays() throws IOException {
    RotatingSecret<SecretKey> secret = openWith(OLD);
    Files.delete(path());
    assertThat(secret.hasReplaced(secret.value())).isFalse();
    assertThat(log.text()).contains("NoSuchFileException");
    Files.createDirectory(path());
    assertThat(secret.hasReplaced(secret.value())).isFalse();
    Files.delete(path());
    Files.write(path(), NEW.getBytes(StandardCharsets.UTF_16LE));
    assertThat(secret.hasReplaced(secret.value())).isFalse();
    Files.writeString(path(), "sk_" + "topsecret".repeat(1_000));
    assertThat(secret.hasReplaced(secret.value())).isFalse();
  }

  @Test
  void hasReplacedWhenTheNewKeyWouldGoOverPlainHttpThenIsNotTaken() throws IOException {
    Files.writeString(path(), OLD);
    RotatingSecret<SecretKey> secret = open("http://proxy.example");
    Files.writeString(path(), NEW);
    assertThat(secret.hasReplaced(secret.value())).isFalse();
    assertThat(log.text()).contains("must not go to proxy.example over plain HTTP");
  }

  @Test
  void inFileWhenTheFirstReadFailsThenSaysWhyWithoutTheText() {
    assertThatThrownBy(() -> openWith("topsecret".repeat(1_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("larger than")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void hasReplacedWhenTheFileHangsThenOneCallerWaits() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Files.writeString(path(), OLD);
    RotatingSecret<SecretKey> secret =
        RotatingSecret.inFile(
            "Secret key",
            path(),
            text -> {
              if (text.equals(NEW)) {
                hanging.countDown();
                assertThatCode(end::await).doesNotThrowAnyException();
              }
              return SecretKey.of(text);
            });
    SecretKey old = secret.value();
    Files.writeString(path(), NEW);
    CompletableFuture<Boolean> reader =
        CompletableFuture.supplyAsync(() -> secret.hasReplaced(old));
    hanging.await();

    for (int i = 0; i < 100; i++) {
      assertThat(secret.current()).isSameAs(old);
    }

    end.countDown();
    assertThat(reader.join()).isTrue();
    assertThat(secret.hasReplaced(old)).isTrue();
  }

  @Test
  void ofWhenRejectedThenNeverReplaced() {
    RotatingSecret<SecretKey> secret = RotatingSecret.of(SecretKey.of(OLD));
    assertThat(secret.hasReplaced(secret.value())).isFalse();
    assertThat(secret).hasToString("RotatingSecret[***]");
  }
}
