import Ordering

/// A command that is done once for each key of a client.
struct Claimed<C: Command>: Command {
  let command: C
  let claim: Claim
  let render: @Sendable (C.Answer) -> Reply

  func apply(to batch: Batch) throws -> Reply {
    if let stored = try Reply.fetchOne(batch.connection, for: claim) { return stored }
    let reply = render(try command.apply(to: batch))
    try batch.execute(
      """
      INSERT INTO idempotency_keys (principal, method, path, key, fingerprint, status, body, createdAt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, claim.principal, claim.method, claim.path, claim.key, claim.fingerprint,
      reply.status, reply.body, batch.now.rawValue)
    return reply
  }
}
