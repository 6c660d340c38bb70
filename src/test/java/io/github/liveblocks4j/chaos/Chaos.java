package io.github.liveblocks4j.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.CapturedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import javax.net.ssl.SSLContext;

/** What trials share: certificates that the JVM trusts, and the log. */
final class Chaos implements AutoCloseable {

  private final SSLContext before = SSLContext.getDefault();
  private final CapturedLog log = new CapturedLog();
  private final Certificates certificates;

  Chaos(Path directory) throws Exception {
    certificates = new Certificates(directory);
    SSLContext.setDefault(certificates.client());
  }

  void run(Behaviour behaviour, int callers) throws IOException {
    try (Trial trial = new Trial(behaviour, callers, certificates)) {
      trial.run();
    }
  }

  static void assertNoThreadIsLeft() {
    List<String> ours =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("liveblocks-"))
            .toList();
    assertThat(ours).isEmpty();
  }

  /** Only what an operator has to do is an error, and nothing tells the key or a token. */
  void assertLogIsSound() {
    assertThat(log.text()).isNotEmpty().doesNotContain(Trial.SECRET_KEY, "eyJ");
    assertThat(log.at(Level.SEVERE)).allMatch(line -> line.contains("secret_key_rejected"));
  }

  @Override
  public void close() {
    SSLContext.setDefault(before);
    log.close();
  }
}
