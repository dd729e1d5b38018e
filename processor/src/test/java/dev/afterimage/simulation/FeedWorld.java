package dev.afterimage.simulation;

import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.feed.InMemoryRecorders;
import dev.afterimage.pipeline.ManualClock;

/** What processes that record and read events have in common. */
record FeedWorld(
        Turns turns, ManualClock clock, Network network, InMemoryCommitter tables, InMemoryRecorders recorders) {}
