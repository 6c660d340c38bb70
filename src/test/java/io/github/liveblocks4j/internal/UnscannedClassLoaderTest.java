package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The other half, with the suffix, is tested on the standalone jar, which alone has such files. */
class UnscannedClassLoaderTest {

  @Test
  void loadWhenTheClassIsAnOrdinaryOneThenItIsThatOne() throws ClassNotFoundException {
    assertThat(UnscannedClassLoader.load(HttpTransport.class.getName()))
        .isSameAs(HttpTransport.class);
  }

  @Test
  void loadWhenThereIsNoSuchClassThenSaysSo() {
    assertThatThrownBy(() -> UnscannedClassLoader.load("org.example.Missing"))
        .isInstanceOf(ClassNotFoundException.class)
        .hasMessage("org.example.Missing");
  }
}
