package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The moments that a real server has only by chance: a client disconnects just when its request is
 * about to be completed. SharingIT has real clients that disconnect.
 */
class ChangesTest {

  private final Changes changes = new Changes();
  private final long known = changes.revision();

  /** What a container can do when the client is gone. */
  enum Gone {
    WRITE_FAILS,
    REQUEST_HAS_ENDED,
    RESPONSE_IS_RECYCLED
  }

  @ParameterizedTest
  @EnumSource
  void publishWhenAClientIsGoneThenTheOthersGetTheChange(Gone gone) throws Exception {
    Waiting before = new Waiting("ada", null);
    Waiting lost = new Waiting("mallory", gone);
    Waiting after = new Waiting("ben", null);
    for (Waiting waiting : new Waiting[] {before, lost, after}) {
      changes.await(waiting.request(), waiting.response(), known);
    }

    changes.publish();

    assertThat(before.body()).isEqualTo("{\"revision\":%d}".formatted(known + 1));
    assertThat(after.body()).isEqualTo(before.body());
    assertThat(before.completed()).isEqualTo(1);
    assertThat(lost.completed()).isEqualTo(1);
    assertThat(after.completed()).isEqualTo(1);
  }

  @Test
  void publishWhenAClientWasGoneBeforeThenItIsForgotten() throws Exception {
    Waiting lost = new Waiting("mallory", Gone.REQUEST_HAS_ENDED);
    changes.await(lost.request(), lost.response(), known);
    changes.publish();

    changes.publish();

    assertThat(lost.completed()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void closeWhenAClientIsGoneThenTheOthersAreLetGo(Gone gone) throws Exception {
    Waiting lost = new Waiting("mallory", gone);
    Waiting other = new Waiting("ada", null);
    changes.await(lost.request(), lost.response(), known);
    changes.await(other.request(), other.response(), known);

    changes.close();

    assertThat(other.completed()).isEqualTo(1);
  }

  /** A request that waits, of a client that is there or gone. */
  private static final class Waiting {

    private final String session;
    private final Gone gone;
    private final AtomicInteger completed = new AtomicInteger();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Waiting(String session, Gone gone) {
      this.session = session;
      this.gone = gone;
    }

    String body() {
      return body.toString(StandardCharsets.UTF_8);
    }

    int completed() {
      return completed.get();
    }

    HttpServletRequest request() {
      HttpSession httpSession = proxy(HttpSession.class, Map.of("getId", () -> session));
      return proxy(
          HttpServletRequest.class,
          Map.of("getSession", () -> httpSession, "startAsync", this::context));
    }

    HttpServletResponse response() {
      return proxy(HttpServletResponse.class, Map.of("getOutputStream", this::stream));
    }

    private AsyncContext context() {
      return proxy(
          AsyncContext.class,
          Map.of(
              "getResponse",
              () -> {
                if (gone == Gone.REQUEST_HAS_ENDED) {
                  throw new IllegalStateException("ended");
                }
                return response();
              },
              "complete",
              () -> {
                completed.incrementAndGet();
                if (gone == Gone.REQUEST_HAS_ENDED) {
                  throw new IllegalStateException("ended");
                }
                return null;
              }));
    }

    private ServletOutputStream stream() throws IOException {
      if (gone == Gone.RESPONSE_IS_RECYCLED) {
        throw new NullPointerException("recycled");
      }
      return new ServletOutputStream() {
        @Override
        public void write(int octet) throws IOException {
          if (gone == Gone.WRITE_FAILS) {
            throw new IOException("connection reset");
          }
          body.write(octet);
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  private interface Method {
    Object call() throws Exception;
  }

  /** An object that does nothing but what is given by the name of a method. */
  private static <T> T proxy(Class<T> type, Map<String, Method> methods) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals")
                    ? self == arguments[0]
                    : (Object) System.identityHashCode(self);
              }
              Method known = methods.get(method.getName());
              return known == null ? null : known.call();
            }));
  }
}
