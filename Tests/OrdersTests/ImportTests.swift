import Foundation
import Testing

/// `orders import`
struct ImportTests {
  @Test func products() throws {
    try withTemporaryFolder { folder in
      try folder.write(
        "\u{FEFF}name,price,quantity,quantityThreshold,limitPerUser\r\n"
          + "Phone,299900,100,10,2\r\n\r\n"
          + "\"Case, \"\"blue\"\"\r\nand red\",0,1000000000,,\r\n",
        to: "products.csv")
      // A line feed is a control character.
      #expect(
        try orders("import", "products.csv", in: folder)
          == Outcome(
            status: 1, output: "",
            errors: "products.csv:4:1: error: the name must have 1 to 200 characters, "
              + "not all blank, without control characters\n"))

      try folder.write(
        "quantity,name,price\n7,\"Case, \"\"blue\"\"\",4900\n8, Cup ,1000000000000",
        to: "products.csv")
      #expect(
        try orders("import", "products.csv", "--database", "shop.sqlite", in: folder)
          == Outcome(
            status: 0, output: "2 products added to shop.sqlite, ids 1 to 2\n", errors: ""))
      let server = try RunningServer("--database", "shop.sqlite", in: folder)
      let list = try server.shell("curl -s $orders/product").output
      #expect(
        list.contains(
          #"[{"id":1,"name":"Case, \"blue\"","price":4900,"quantity":7,"quantityThreshold":0,"limitPerUser":null,"available":7,"#
        ))
      #expect(list.contains(#""name":" Cup ","price":1000000000000,"quantity":8,"#))
      #expect(try server.end() == 0)
      #expect(try orders("audit", "--database", "shop.sqlite", in: folder).status == 0)
    }
  }

  /// One faulty line, and nothing is added; every fault is told, each with its place.
  @Test func everyFaultHasItsPlace() throws {
    try withTemporaryFolder { folder in
      try folder.write(
        """
        name,price,quantity,quantityThreshold,limitPerUser
        Phone,299900,100,10,2
        ,-1,1000000001,x,0
        Ünïcödé,1.5,99999999999999999999
        "A",1,1,1,1,1
        "B"x,1,1,1,1
        C"D",1,1,1,1
         ,1,1,,
        "never closed,1,1

        """, to: "products.csv")
      let outcome = try orders("import", "products.csv", in: folder)
      #expect(outcome.status == 1)
      #expect(
        outcome.errors == """
          products.csv:3:1: error: the name must have 1 to 200 characters, not all blank, without control characters
          products.csv:3:2: error: price '-1' is not a whole number from 0 to 1000000000000
          products.csv:3:5: error: quantity '1000000001' is not a whole number from 0 to 1000000000
          products.csv:3:16: error: quantityThreshold 'x' is not a whole number from 0 to 1000000000
          products.csv:3:18: error: limitPerUser '0' is not a whole number from 1 to 1000000000
          products.csv:4:33: error: 3 fields; expected 5, as in the header
          products.csv:5:13: error: 6 fields; expected 5, as in the header
          products.csv:6:4: error: text behind a closing quote; expected ',' or the end of the line
          products.csv:7:2: error: a quote in the middle of a field; put the whole field between quotes and double this one
          products.csv:8:1: error: the name must have 1 to 200 characters, not all blank, without control characters
          products.csv:9:1: error: this quote is never closed

          """)
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/orders.sqlite"))
    }
  }

  @Test(arguments: [
    ("", "1:1: error: no header; expected name,price,quantity,quantityThreshold,limitPerUser"),
    ("name,price,quantity\n", "1:20: error: no products behind the header"),
    ("name,price\nPhone,1\n", "1:11: error: no column 'quantity'"),
    ("name,price,quantity,price\n", "1:21: error: a second column 'price'"),
    (
      "name,preis,price,quantity\nx\n",
      "1:6: error: unknown column 'preis'; expected name,price,quantity,quantityThreshold,limitPerUser"
    ),
  ])
  func headers(text: String, fault: String) throws {
    try withTemporaryFolder { folder in
      try folder.write(text, to: "p.csv")
      #expect(
        try orders("import", "p.csv", in: folder)
          == Outcome(status: 1, output: "", errors: "p.csv:\(fault)\n"))
    }
  }

  @Test func notUTF8() throws {
    try withTemporaryFolder { folder in
      try Data([UInt8]("name,price,quantity\nCaf".utf8) + [0xE9, 0x2C])
        .write(to: folder.appendingPathComponent("p.csv"))
      #expect(
        try orders("import", "p.csv", in: folder)
          == Outcome(status: 1, output: "", errors: "p.csv:2:4: error: not UTF-8\n"))
    }
  }

  @Test func unreadableFile() throws {
    try withTemporaryFolder { (folder) throws in
      #expect(
        try orders("import", "missing.csv", in: folder)
          == Outcome(
            status: 2, output: "",
            errors: "error: cannot read missing.csv: No such file or directory\n"))
    }
  }

  @Test func databaseThatAServerHasOpen() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(in: folder)
      try folder.write("name,price,quantity\nPhone,1,1\n", to: "p.csv")
      #expect(
        try orders("import", "p.csv", in: folder)
          == Outcome(
            status: 2, output: "",
            errors: "error: orders.sqlite is in use by another server; stop that one first\n"))
      #expect(try server.end() == 0)
    }
  }
}
