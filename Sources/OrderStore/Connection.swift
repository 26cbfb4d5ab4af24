import GRDB
import GRDBSQLite

/// A connection of SQLite, and the statements that it keeps prepared.
///
/// GRDB opens the database, migrates it and keeps the transactions of the writer. What runs for each
/// order goes through here: looking a statement up by its text, boxing its arguments and making an object
/// of each row cost more than SQLite does (decision 16). Errors are GRDB's, whichever way a
/// statement went.
///
/// Every statement is reset before its call returns, so that none of them holds a snapshot back. Of one
/// thread at a time.
final class Connection: @unchecked Sendable {
  private let handle: OpaquePointer
  /// Statements of literals, by where the literal is: that is quicker to look up than what it says.
  private var literals: [UnsafeRawPointer: OpaquePointer] = [:]
  private var texts: [String: OpaquePointer] = [:]
  private let isOwner: Bool

  /// A connection that somebody else opened and closes, after ``finalize()``.
  init(borrowing handle: OpaquePointer) {
    self.handle = handle
    isOwner = false
  }

  /// Opens a database that is there, for reading alone.
  init(reading path: String) throws {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened else { throw DatabaseError(resultCode: .SQLITE_NOMEM) }
    handle = opened
    isOwner = true
    guard code == SQLITE_OK else { throw failure }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, 5_000)
  }

  deinit {
    finalize()
    if isOwner { sqlite3_close_v2(handle) }
  }

  /// Lets go of all statements: a connection that has any cannot be closed.
  func finalize() {
    for statement in literals.values { sqlite3_finalize(statement) }
    for statement in texts.values { sqlite3_finalize(statement) }
    literals = [:]
    texts = [:]
  }

  var lastInsertedRowID: Int64 { sqlite3_last_insert_rowid(handle) }

  // MARK: Running

  /// Runs a statement that has no rows.
  func execute(_ sql: SQL, _ arguments: [(any Bindable)?]) throws {
    try each(sql, arguments) { _ in }
  }

  /// - Returns: what `read` makes of the first row, or `nil` where there is none.
  func first<Value>(
    _ sql: SQL, _ arguments: (any Bindable)?..., read: (ResultRow) throws -> Value
  ) throws -> Value? {
    let statement = try bound(sql, arguments)
    defer { sqlite3_reset(statement) }
    return try step(statement) ? try read(ResultRow(statement)) : nil
  }

  /// - Returns: what `read` makes of each row.
  func all<Value>(
    _ sql: SQL, _ arguments: (any Bindable)?..., read: (ResultRow) throws -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    try each(sql, arguments) { values.append(try read($0)) }
    return values
  }

  /// What `body` reads is all of one moment.
  func snapshot<Value>(_ body: () throws -> Value) throws -> Value {
    try execute("BEGIN", [])
    do {
      let value = try body()
      try execute("COMMIT", [])
      return value
    } catch {
      try? execute("ROLLBACK", [])
      throw error
    }
  }

  private func each(
    _ sql: SQL, _ arguments: [(any Bindable)?], _ body: (ResultRow) throws -> Void
  ) throws {
    let statement = try bound(sql, arguments)
    defer { sqlite3_reset(statement) }
    while try step(statement) { try body(ResultRow(statement)) }
  }

  private func step(_ statement: OpaquePointer) throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw failure
    }
  }

  // MARK: Statements

  private func bound(
    _ sql: SQL, _ arguments: [(any Bindable)?]
  ) throws -> OpaquePointer {
    let statement = try prepared(sql)
    assert(sqlite3_stmt_busy(statement) == 0, "a statement runs within itself")
    precondition(
      Int(sqlite3_bind_parameter_count(statement)) == arguments.count,
      "not as many arguments as parameters")
    for (index, argument) in arguments.enumerated() {
      let position = CInt(index + 1)
      let code =
        argument?.bind(to: statement, at: position) ?? sqlite3_bind_null(statement, position)
      guard code == SQLITE_OK else { throw failure }
    }
    return statement
  }

  private func prepared(_ sql: SQL) throws -> OpaquePointer {
    switch sql.form {
    case .literal(let text):
      let key = UnsafeRawPointer(text.utf8Start)
      if let known = literals[key] { return known }
      let statement = try prepare(text.description)
      literals[key] = statement
      return statement
    case .text(let text):
      if let known = texts[text] { return known }
      let statement = try prepare(text)
      texts[text] = statement
      return statement
    }
  }

  private func prepare(_ text: String) throws -> OpaquePointer {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, text, -1, CUnsignedInt(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else { throw failure }
    return statement
  }

  private var failure: DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(handle)),
      message: String(cString: sqlite3_errmsg(handle)))
  }
}

/// A statement of SQL. Where it is a literal, it is found again without being read.
struct SQL: ExpressibleByStringLiteral {
  fileprivate enum Form {
    case literal(StaticString)
    case text(String)
  }

  fileprivate let form: Form

  init(stringLiteral literal: StaticString) {
    // A literal of one ASCII character has no address; no statement is as short.
    form = literal.hasPointerRepresentation ? .literal(literal) : .text(literal.description)
  }

  init(_ text: String) { form = .text(text) }
}

/// The row at which a statement stands, while it stands there.
struct ResultRow {
  private let statement: OpaquePointer

  fileprivate init(_ statement: OpaquePointer) { self.statement = statement }

  func integer(_ column: CInt) -> Int64 { sqlite3_column_int64(statement, column) }

  func optionalInteger(_ column: CInt) -> Int64? {
    sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : integer(column)
  }

  func text(_ column: CInt) -> String {
    // The text first: it decides the form whose length is asked for.
    let start = sqlite3_column_text(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func bytes(_ column: CInt) -> [UInt8] {
    let start = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }
}

/// A value that a statement takes.
protocol Bindable {
  /// - Returns: a code of SQLite.
  func bind(to statement: OpaquePointer, at position: CInt) -> CInt
}

/// Tells SQLite to copy what it is given.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: Bindable {
  func bind(to statement: OpaquePointer, at position: CInt) -> CInt {
    sqlite3_bind_int64(statement, position, self)
  }
}

extension Int: Bindable {
  func bind(to statement: OpaquePointer, at position: CInt) -> CInt {
    sqlite3_bind_int64(statement, position, Int64(self))
  }
}

extension String: Bindable {
  func bind(to statement: OpaquePointer, at position: CInt) -> CInt {
    var text = self
    return text.withUTF8 { bytes in
      // An empty buffer may have no address, which would mean NULL.
      guard let start = bytes.baseAddress else {
        return sqlite3_bind_text(statement, position, "", 0, transient)
      }
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        sqlite3_bind_text(statement, position, $0, CInt(bytes.count), transient)
      }
    }
  }
}

extension [UInt8]: Bindable {
  func bind(to statement: OpaquePointer, at position: CInt) -> CInt {
    withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else {
        return sqlite3_bind_zeroblob(statement, position, 0)
      }
      return sqlite3_bind_blob(statement, position, start, CInt(bytes.count), transient)
    }
  }
}
