import Testing

/// Promise: acknowledged means durable, and what was done is done once. The built program is killed, stopped
/// and failed by its disk, and looked at from outside alone.
///
/// One after the other: each is a load by itself, and some take the time.
@Suite(.serialized) enum FaultTests {}
