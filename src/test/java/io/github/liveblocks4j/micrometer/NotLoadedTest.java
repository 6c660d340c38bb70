package io.github.liveblocks4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application without metrics needs, and loads, nothing of Micrometer and of Spring. */
@ExtendWith(FakeLiveblocksExtension.class)
class NotLoadedTest {

  private static final String OURS = "io.github.liveblocks4j.";

  /** Has the library's classes for itself, and notes what they ask for. */
  private static final class Isolated extends ClassLoader {

    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    Isolated() {
      super(NotLoadedTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      asked.add(name);
      if (!name.startsWith(OURS)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void endpointWhenThereAreNoMetricsThenAsksForNothingOfMicrometer(FakeLiveblocks fake)
      throws Exception {
    Isolated loader = new Isolated();
    Servlet servlet =
        (Servlet)
            loader
                .loadClass(LiveblocksAuthServlet.class.getName())
                .getDeclaredConstructor()
                .newInstance();
    try (TestApp app = TestApp.with(servlet, fake)) {
      assertThat(app.post("{}").body()).contains("\"unauthenticated\"");
    }
    assertThat(loader.asked)
        .contains("io.github.liveblocks4j.Liveblocks", "io.github.liveblocks4j.internal.ApiClient")
        .noneMatch(
            name ->
                name.startsWith("io.micrometer.")
                    || name.startsWith("org.springframework.")
                    || name.startsWith(OURS + "micrometer.")
                    || name.startsWith(OURS + "spring."));
  }
}
