package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Holds SECURITY.md to its word: every promise names a test that exists. */
class SecurityPromisesTest {

  private static final Pattern SECTION =
      Pattern.compile("(?s)### What the library promises\n(.*?)\n## ");
  private static final Pattern PROMISE = Pattern.compile("(?m)^- .*(?:\n  .*)*");

  /** A link to a test class, or the name of a method of the class that was linked last. */
  private static final Pattern REFERENCE =
      Pattern.compile("\\(src/test/java/(\\S+)\\.java\\)|`([a-z]+[A-Z]\\w+)`");

  /** No test: the promise about it says so in code font. */
  private static final String NO_TEST = "toString";

  @Test
  void promisesNameTestsThatExist() throws ClassNotFoundException {
    List<String> promises = promises();

    assertThat(promises).hasSizeGreaterThanOrEqualTo(15);
    for (String promise : promises) {
      assertThat(testsNamedIn(promise)).as(promise).isNotEmpty();
    }
  }

  private static List<String> promises() {
    return SECTION
        .matcher(Documents.text(Path.of("SECURITY.md")))
        .results()
        .flatMap(section -> PROMISE.matcher(section.group(1)).results())
        .map(MatchResult::group)
        .toList();
  }

  private static List<String> testsNamedIn(String promise) throws ClassNotFoundException {
    List<String> tests = new ArrayList<>();
    Set<String> ofClass = Set.of();
    for (MatchResult reference : REFERENCE.matcher(promise).results().toList()) {
      if (reference.group(1) != null) {
        ofClass = testsOf(reference.group(1).replace('/', '.'));
      } else if (!reference.group(2).equals(NO_TEST)) {
        assertThat(ofClass).as(promise).contains(reference.group(2));
        tests.add(reference.group(2));
      }
    }
    return tests;
  }

  private static Set<String> testsOf(String className) throws ClassNotFoundException {
    Class<?> type = Class.forName(className, false, SecurityPromisesTest.class.getClassLoader());
    return Arrays.stream(type.getDeclaredMethods())
        .filter(
            method ->
                method.isAnnotationPresent(Test.class)
                    || method.isAnnotationPresent(ParameterizedTest.class))
        .map(Method::getName)
        .collect(Collectors.toSet());
  }
}
