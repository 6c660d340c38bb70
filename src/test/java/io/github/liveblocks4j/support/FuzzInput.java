package io.github.liveblocks4j.support;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a fuzzer made up, in a form that people can read and write too: lines {@code Name: value},
 * an empty line, and a body. So the corpus can be seeded, and a finding can be understood.
 *
 * <p>{@code {KEY}} and {@code {TOKEN}} stand for secrets. Only they are: text that a fuzzer comes
 * upon by chance has none.
 *
 * @param headers the lines, with names in lower case
 * @param body the rest
 */
public record FuzzInput(Map<String, String> headers, String body) {

  private static final Pattern HEADER = Pattern.compile("([A-Za-z._-]++): ?([^\n]*+)\n");

  /** Reads bytes that stand for characters one by one, as those of headers do. */
  public static FuzzInput latin1(byte[] bytes) {
    return of(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** Reads text in UTF-8. */
  public static FuzzInput utf8(byte[] bytes) {
    return of(new String(bytes, StandardCharsets.UTF_8));
  }

  private static FuzzInput of(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    Matcher header = HEADER.matcher(text);
    int end = 0;
    while (header.lookingAt()) {
      String name = Secrets.without(header.group(1)).toLowerCase(Locale.ROOT);
      headers.put(name, withSecrets(header.group(2)));
      end = header.end();
      header.region(end, text.length());
    }
    String rest = text.substring(end);
    return new FuzzInput(headers, withSecrets(rest.startsWith("\n") ? rest.substring(1) : rest));
  }

  /** Puts secrets where the text has room for them, and nowhere else. */
  public static String withSecrets(String text) {
    return Secrets.without(text).replace("{KEY}", Secrets.KEY).replace("{TOKEN}", Secrets.TOKEN);
  }
}
