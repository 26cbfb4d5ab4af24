import OrderStore

/// The form of every success: `{"success": true, "message": …, "data": …}`.
enum Envelope {
  static func reply(
    _ status: Int = 200, _ message: String, data: (inout JSONWriter) -> Void
  ) -> Reply {
    var json = JSONWriter()
    json.object { json in
      start(&json, message)
      json.member("data", value: data)
    }
    return Reply(status: status, body: json.bytes)
  }

  /// A part of a list. `nextCursor` is null where it ends.
  static func list<Element>(
    _ message: String, _ page: Page<Element>,
    element: (inout JSONWriter, Element) -> Void
  ) -> Reply {
    var json = JSONWriter(capacity: 256 * (1 + page.elements.count))
    json.object { json in
      start(&json, message)
      json.member("data", array: page.elements, element)
      json.member("nextCursor", page.next?.description)
    }
    return Reply(status: 200, body: json.bytes)
  }

  private static func start(_ json: inout JSONWriter, _ message: String) {
    json.member("success", true)
    json.member("message", message)
  }
}
