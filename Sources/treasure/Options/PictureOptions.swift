import ArgumentParser

/// How large a picture may become.
struct PictureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Columns for a picture; without, the terminal's, or as many as it takes.",
      valueName: "columns"))
  var width: Int?

  @Option(
    help: ArgumentHelp(
      "Rows for a picture; without, the terminal's, or as many as it takes.", valueName: "rows"))
  var height: Int?

  func validate() throws {
    for (name, number) in [("width", width), ("height", height)] {
      if let number, number < 1 {
        throw ValidationError("--\(name) must be at least 1")
      }
    }
  }

  func page(_ color: ColorChoice) -> Page {
    Page(
      screen: .of(STDOUT_FILENO), pictureColumns: width, pictureRows: height,
      isColored: color.isOn)
  }
}
