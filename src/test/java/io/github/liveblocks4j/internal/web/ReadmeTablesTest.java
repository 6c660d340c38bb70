package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's tables say what the code does. */
class ReadmeTablesTest {

  /** The README has what is common, and for tokens; a chapter has what is for its endpoint. */
  private static final List<String> DOCUMENTS =
      List.of("README.md", "src/docs/webhooks.md", "src/docs/lookups.md", "src/docs/operations.md");

  static List<MatchResult> rows(String regex) throws IOException {
    List<MatchResult> rows = new ArrayList<>();
    for (String document : DOCUMENTS) {
      Pattern.compile(regex, Pattern.MULTILINE)
          .matcher(Files.readString(Path.of(document)))
          .results()
          .forEach(rows::add);
    }
    return rows;
  }

  @Test
  void settingsTableNamesEverySettingInItsSources() throws IOException {
    List<MatchResult> rows = rows("^\\| `(\\w+)` \\| `(LIVEBLOCKS_\\w+)` \\| (.*?) \\|");
    assertThat(rows)
        .extracting(row -> row.group(1) + " " + row.group(2))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Setting.values())
                .map(setting -> setting.initParam() + " LIVEBLOCKS_" + setting.name())
                .toList());
  }

  @Test
  void settingsTableHasTheDefaultsOfTheCode() throws IOException {
    SettingsFixture app = new SettingsFixture();
    app.initParams.put("secretKey", SettingsFixture.KEY);
    Map<String, Object> defaults = values(app.settings());
    assertThat(defaults).containsKeys("liveblocks", "enabled", "maxTokensPerUserPerMinute");
    for (MatchResult row : rows("^\\| `(\\w+)` \\| `LIVEBLOCKS_\\w+` \\| (.*?) \\|")) {
      String stated = row.group(2).replace("`", "");
      if (!stated.equals("required")) {
        app.initParams.put(row.group(1), stated.equals("none") ? "" : stated);
        assertThat(values(app.settings())).as("%s %s", row.group(1), stated).isEqualTo(defaults);
        app.initParams.put(row.group(1), "nonsense");
        assertThat(isRead(app, defaults)).as("%s is read", row.group(1)).isTrue();
        app.initParams.remove(row.group(1));
      }
    }
  }

  private static boolean isRead(SettingsFixture app, Map<String, Object> defaults) {
    try {
      return !values(app.settings()).equals(defaults);
    } catch (MisconfiguredException | LinkageError e) {
      return true;
    }
  }

  /** Returns what each getter returns, so that no default can be forgotten, and the SPIs set. */
  private static Map<String, Object> values(EndpointSettings settings) {
    Map<String, Object> values = new TreeMap<>();
    values.put("maxBodyBytes", settings.maxBodyBytes(EndpointKind.AUTH));
    values.put("webhookSecret", settings.webhookSecret(text -> text, Path::toString));
    for (Setting spi :
        List.of(
            Setting.USER_RESOLVER,
            Setting.ROOM_AUTHORIZER,
            Setting.TOKEN_RATE_LIMITER,
            Setting.LISTENER,
            Setting.USER_DIRECTORY,
            Setting.ROOM_DIRECTORY,
            Setting.WEBHOOK_HANDLER,
            Setting.DELIVERY_LOG)) {
      values.put(spi.initParam(), settings.find(spi));
    }
    try (Liveblocks client = settings.liveblocks(null)) {
      values.put("liveblocks", client.toString());
    }
    for (Method getter : EndpointSettings.class.getDeclaredMethods()) {
      if (getter.getParameterCount() == 0 && !Modifier.isPrivate(getter.getModifiers())) {
        try {
          Object value = getter.invoke(settings);
          values.put(getter.getName(), value.toString());
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(getter.getName(), e);
        }
      }
    }
    return values;
  }

  @Test
  void responsesTableHasEveryErrorResponse() throws IOException {
    assertThat(rows("^\\| .*? \\| (\\d{3}) \\| (\\w+) \\| `(\\w+)` \\|"))
        .extracting(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorResponse.values())
                .map(
                    response ->
                        response.status()
                            + (response.error().equals("forbidden") ? " stops " : " retries ")
                            + response.code())
                .toList());
  }
}
