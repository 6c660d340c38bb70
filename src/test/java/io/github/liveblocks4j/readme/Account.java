package io.github.liveblocks4j.readme;

import java.io.Serializable;

/** Stands for whatever an application keeps in its session. */
public record Account(String email, String name) implements Serializable {}
