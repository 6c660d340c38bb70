package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Other people's functions, run by Node. */
final class Oracle implements AutoCloseable {

  private static final int QUESTIONS_AT_ONCE = 500;
  private static final long PATIENCE_SECONDS = 60;

  private final Json json = new Json();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ChildProcess process;

  Oracle(String program) {
    process = new ChildProcess(List.of("node", program), lines::add);
  }

  /** The answers to all questions, in their order. */
  List<JsonValue> ask(List<Map<String, Object>> questions) throws InterruptedException {
    List<JsonValue> answers = new ArrayList<>();
    for (int from = 0; from < questions.size(); from += QUESTIONS_AT_ONCE) {
      int to = Math.min(from + QUESTIONS_AT_ONCE, questions.size());
      process.send(json.write(questions.subList(from, to)));
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("the oracle is silent" + process.log());
      }
      answers.addAll(Objects.requireNonNull(json.read(line, JsonArray.class)));
    }
    return answers;
  }

  @Override
  public void close() {
    process.close();
    json.close();
  }
}
