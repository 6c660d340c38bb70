package io.github.liveblocks4j.bench;

/** A question, and the measurements that give its section of the document. */
@FunctionalInterface
interface Part {

  /** Measures; returns Markdown. */
  String run(Settings settings) throws Exception;
}
