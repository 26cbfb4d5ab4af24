import Foundation
import OrderTesting
import Synchronization
import Testing

extension FaultTests.StopTests {
  /// What one connection has sent, and what it has come to.
  private struct Course: Sendable {
    struct Request: Sendable {
      let key: String
      /// When the last byte of it was with the system; `nil` where the connection did not take it.
      let sentAt: ContinuousClock.Instant?
      var isAnswered = false
    }

    var requests: [Request] = []
    /// An answer has said `Connection: close`.
    var wasTold = false
    /// Why the connection did not come to an orderly end.
    var fault: (any Error)?
  }

  /// Over bare sockets, some requests behind others: what was wholly sent before the signal is answered, or stands
  /// behind an answer that says `Connection: close`. What is not answered was never done, and no connection is
  /// reset, nor ends within an answer.
  @Test func whatWasSentBeforeIsAnsweredAndNothingElseIsDone() async throws {
    var random = SplitMix64(seed: TestSize.seed)
    try await withTemporaryFolder { folder in
      var server = try RunningServer("--hold", "8760h", in: folder)
      _ = try await server.client.post(
        "/product", ["name": "Lamp", "price": 1, "quantity": 1], token: server.administratorToken)
      let token = try #require(
        try await server.client.post("/user", ["name": "Sari"]).data["token"]?.string)
      var (answered, behind, late) = (0, 0, 0)
      for round in 1...TestSize.stops {
        let enough = Int.random(in: 64...1_200, using: &random)
        let stopped = Mutex<ContinuousClock.Instant?>(nil)
        let (running, heard) = (server, Counter())
        let seed = random.next()
        let courses = try await concurrently(32, workers: 32) { number in
          let connection = try #require(RawConnection(port: running.client.port))
          return await onThreadOfItsOwn {
            Self.course(of: connection, "\(round)-\(number)", token, seed: seed &+ UInt64(number)) {
              guard heard.increment() == enough else { return }
              stopped.withLock { $0 = .now }
              running.send(SIGTERM)
            }
          }
        }
        #expect(try server.waitForEnd() == 0, "\(server.log)")
        let moment = try #require(stopped.withLock { $0 })
        #expect(moment.duration(to: .now) < .seconds(10))

        server = try RunningServer("--hold", "8760h", in: folder)
        let client = server.client
        for course in courses {
          #expect(course.fault == nil, "round \(round), seed \(TestSize.seed)")
          for request in course.requests where !request.isAnswered {
            let isLate = request.sentAt.map { $0 > moment } ?? true
            #expect(isLate || course.wasTold, "\(request), round \(round), seed \(TestSize.seed)")
            if course.wasTold { behind += 1 } else { late += 1 }
          }
        }
        let requests = courses.flatMap(\.requests)
        _ = try await concurrently(requests.count, workers: 16) { index in
          let again = try await client.send(
            "POST", "/cart", body: Array(Self.body.utf8), token: token, key: requests[index].key)
          #expect(again.status == 201 && again.isReplay == requests[index].isAnswered, "\(again)")
        }
        answered += requests.filter(\.isAnswered).count
      }
      #expect(try server.end() == 0)
      report(
        "stop",
        "\(TestSize.stops) stops of 32 sockets, seed \(TestSize.seed): \(answered) requests answered; "
          + "\(behind) behind an answer that was the last, and \(late) that were sent after the signal, "
          + "were not, and none of them was done; no connection was reset")
    }
  }

  /// While connections come, one after the other: hardly one is wholly set up when the signal comes.
  @Test func connectionsThatComeAreNoReasonToCrash() async throws {
    var random = SplitMix64(seed: TestSize.seed)
    try await withTemporaryFolder { folder in
      for round in 1...(3 * TestSize.stops) {
        let server = try RunningServer(in: folder)
        let enough = Int.random(in: 1...400, using: &random)
        let answered = Counter()
        _ = try await concurrently(24, workers: 24) { _ in
          await onThreadOfItsOwn {
            while let connection = RawConnection(port: server.client.port) {
              connection.send("GET /livez HTTP/1.1\r\nHost: shop\r\n\r\n")
              var answers = AnswerReader(connection)
              if (try? answers.next()) != nil, answered.increment() == enough {
                server.send(SIGTERM)
              }
            }
          }
        }
        #expect(try server.waitForEnd() == 0, "round \(round): \(server.log)")
      }
    }
  }

  private static let body = #"{"cartItems": [{"productID": 1, "quantity": 1}]}"#

  /// Sends requests, up to thirty at once, until the server ends the connection.
  private static func course(
    of connection: RawConnection, _ name: String, _ token: String, seed: UInt64,
    onAnswer: () -> Void
  ) -> Course {
    var random = SplitMix64(seed: seed)
    var course = Course()
    var answers = AnswerReader(connection)
    do {
      while true {
        let first = course.requests.count
        let keys = (0..<Int.random(in: 1...30, using: &random)).map { "\(name)-\(first + $0)" }
        let text = keys.map {
          """
          POST /cart HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer \(token)\r\n\
          Idempotency-Key: \($0)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
          """
        }.joined()
        let isSent = connection.send(text)
        let now = ContinuousClock.now
        course.requests += keys.map { .init(key: $0, sentAt: isSent ? now : nil) }
        for index in course.requests.indices[first...] {
          guard let answer = try answers.next() else { return course }
          try #require(answer.status == 201, "\(answer)")
          try #require(!course.wasTold, "an answer after the last one")
          course.requests[index].isAnswered = true
          course.wasTold = answer.isLast
          onAnswer()
        }
        // Nothing more may be sent; what comes is the end.
        if course.wasTold {
          try #require(try answers.next() == nil)
          return course
        }
      }
    } catch {
      course.fault = error
      return course
    }
  }
}

/// Does something that waits, without keeping others from their turn.
private func onThreadOfItsOwn<Result: Sendable>(
  _ body: @escaping @Sendable () -> Result
) async -> Result {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: body()) }
  }
}
