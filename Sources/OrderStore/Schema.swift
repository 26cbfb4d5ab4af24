import GRDB
import Ordering

/// The tables, and how a database of an older version becomes one of this.
///
/// The names of the assessment's tables and columns are kept. What may never happen, SQLite refuses by
/// itself: a quantity below zero, a second order of a cart, an order that ends twice, a ledger that
/// forgets. The code changes a product's quantity by inserting into the ledger, and in no other way.
///
/// A quantity has no upper bound here: pieces that come back from an order must always find room.
enum Schema {
  /// "ORDS", in the header of the file.
  static let applicationID: Int32 = 0x4F52_4453

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: users, carts, orders, products, ledger") { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: tables)
    }
    migrator.registerMigration("2: a name for what is kept elsewhere") { db in
      try db.execute(sql: identity)
    }
    return migrator
  }

  /// What a cache that serves several databases knows this one by.
  private static let identity = """
    CREATE TABLE identity (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      name TEXT NOT NULL
    ) STRICT;
    INSERT INTO identity VALUES (1, lower(hex(randomblob(8))));
    """

  private static let tables = """
    CREATE TABLE users (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      tokenHash BLOB NOT NULL UNIQUE CHECK (length(tokenHash) = 32),
      createdAt INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE flash_products (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      quantity INTEGER NOT NULL DEFAULT 0 CHECK (quantity >= 0),
      price INTEGER NOT NULL CHECK (price >= 0 AND price <= 1000000000000),
      quantityThreshold INTEGER NOT NULL DEFAULT 0
        CHECK (quantityThreshold >= 0 AND quantityThreshold <= 1000000000),
      limitPerUser INTEGER CHECK (limitPerUser >= 1),
      isCached INTEGER NOT NULL DEFAULT 0 CHECK (isCached IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1,
      flagStock TEXT NOT NULL GENERATED ALWAYS AS
        (CASE WHEN quantity > quantityThreshold THEN 'Available' ELSE 'Out of stock' END) VIRTUAL
    ) STRICT;

    CREATE TABLE carts (
      id INTEGER PRIMARY KEY,
      userID INTEGER NOT NULL REFERENCES users (id),
      createdAt INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE cart_items (
      cartID INTEGER NOT NULL REFERENCES carts (id),
      line INTEGER NOT NULL,
      productID INTEGER NOT NULL REFERENCES flash_products (id),
      quantity INTEGER NOT NULL CHECK (quantity >= 1),
      price INTEGER NOT NULL CHECK (price >= 0),
      PRIMARY KEY (cartID, line)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE orders (
      id INTEGER PRIMARY KEY,
      userID INTEGER NOT NULL REFERENCES users (id),
      cartID INTEGER NOT NULL UNIQUE REFERENCES carts (id),
      name TEXT NOT NULL,
      address TEXT NOT NULL,
      phone TEXT NOT NULL,
      way TEXT NOT NULL CHECK (way IN ('cache', 'threshold')),
      status TEXT NOT NULL
        CHECK (status IN ('pending', 'paid', 'cancelled', 'expired', 'placed')),
      reference TEXT CHECK ((status = 'paid') = (reference IS NOT NULL)),
      createdAt INTEGER NOT NULL,
      expiresAt INTEGER CHECK (status = 'placed' OR expiresAt IS NOT NULL)
    ) STRICT;
    CREATE INDEX orders_of_user ON orders (userID);
    CREATE INDEX orders_kept ON orders (userID) WHERE \(OrderStatus.keepingStock);
    CREATE INDEX orders_held ON orders (expiresAt) WHERE status = 'pending';

    CREATE TRIGGER orders_end_once BEFORE UPDATE OF status ON orders
      WHEN NOT (OLD.status = 'pending' AND NEW.status IN ('paid', 'cancelled', 'expired')
        OR OLD.status = 'expired' AND NEW.status = 'paid')
      BEGIN SELECT RAISE(ABORT, 'an order ends at most once'); END;

    CREATE TABLE order_items (
      orderID INTEGER NOT NULL REFERENCES orders (id),
      line INTEGER NOT NULL,
      productID INTEGER NOT NULL REFERENCES flash_products (id),
      quantity INTEGER NOT NULL CHECK (quantity >= 1),
      price INTEGER NOT NULL CHECK (price >= 0),
      PRIMARY KEY (orderID, line)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE stock_movements (
      id INTEGER PRIMARY KEY,
      productID INTEGER NOT NULL REFERENCES flash_products (id),
      orderID INTEGER REFERENCES orders (id),
      kind TEXT NOT NULL CHECK (kind IN ('received', 'adjusted', 'ordered', 'cancelled', 'expired')),
      change INTEGER NOT NULL CHECK (change != 0),
      reason TEXT,
      createdAt INTEGER NOT NULL,
      CHECK ((orderID IS NULL) = (kind IN ('received', 'adjusted')))
    ) STRICT;

    CREATE TRIGGER stock_movements_move AFTER INSERT ON stock_movements
      BEGIN UPDATE flash_products SET quantity = quantity + NEW.change WHERE id = NEW.productID; END;
    CREATE TRIGGER stock_movements_stay BEFORE UPDATE ON stock_movements
      BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER stock_movements_last BEFORE DELETE ON stock_movements
      BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

    CREATE TABLE late_payments (
      id INTEGER PRIMARY KEY,
      orderID INTEGER NOT NULL REFERENCES orders (id),
      reference TEXT NOT NULL,
      amount INTEGER NOT NULL,
      receivedAt INTEGER NOT NULL,
      UNIQUE (orderID, reference)
    ) STRICT;

    CREATE TABLE idempotency_keys (
      id INTEGER PRIMARY KEY,
      principal INTEGER NOT NULL,
      method TEXT NOT NULL,
      path TEXT NOT NULL,
      key TEXT NOT NULL,
      fingerprint BLOB NOT NULL,
      status INTEGER NOT NULL,
      body BLOB NOT NULL,
      createdAt INTEGER NOT NULL,
      UNIQUE (principal, method, path, key)
    ) STRICT;

    CREATE TABLE storage_probe (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      filler BLOB NOT NULL
    ) STRICT;
    INSERT INTO storage_probe VALUES (1, x'');
    """
}

extension OrderStatus {
  /// The condition of SQL that an order has its pieces; an index is made of it.
  static let keepingStock =
    "status IN (" + allCases.filter(\.keepsStock).map { "'\($0.rawValue)'" }.joined(separator: ", ")
    + ")"
}
