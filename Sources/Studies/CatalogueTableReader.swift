import Diagnostics
import Factors
import StudySyntax

/// Catalogues in the columns of `Data/factors`, as `cradle factors --format csv` writes them.
extension CatalogueReader {
  private static let needed = ["id", "figure", "value", "unit", "year", "source"]
  private static let columns =
    ["id", "figure", "value", "unit", "year", "method", "source", "confidence", "note"]

  /// Whether a text begins with the names of the columns.
  static func namesColumns(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let line = bytes[start...].prefix(200).prefix { $0 != 0x0A && $0 != 0x0D }
    let names = line.split(separator: 0x2C).map { String(decoding: $0, as: UTF8.self) }
    return needed.allSatisfy(names.contains)
  }

  /// The whole file.
  func table(_ file: FileID) {
    let bytes = reader.sources[file].bytes
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard bytes.count <= StudyParser.mostBytes else {
      report(Self.tooLarge(bytes.count, file))
      return
    }
    var header: [String]?
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      var last = end
      while last > start, bytes[last - 1] == 0x0D { last -= 1 }
      let line = Span(file: file, lower: start, upper: last)
      start = end + 1
      guard last > line.lower else { continue }
      guard let cells = cells(bytes, line) else {
        if header == nil { return }
        continue
      }
      if let columns = header {
        row(cells, columns, line)
      } else {
        header = self.header(cells, line)
        if header == nil { return }
      }
    }
    if header == nil { report(Self.empty(Span(file: file, lower: 0, upper: 0))) }
  }

  private func header(_ cells: [Located], _ line: Span) -> [String]? {
    let names = cells.map(\.text)
    let missing = Self.needed.filter { !names.contains($0) }
    guard missing.isEmpty else {
      report(Self.noHeader(at: line))
      return nil
    }
    var isGood = true
    for (index, cell) in cells.enumerated() {
      if !Self.columns.contains(cell.text) {
        report(Self.unknownColumn(cell))
        isGood = false
      } else if names[..<index].contains(cell.text) {
        report(Self.sameColumn(cell))
        isGood = false
      }
    }
    return isGood ? names : nil
  }

  private func row(_ cells: [Located], _ columns: [String], _ line: Span) {
    guard cells.count == columns.count else {
      report(Self.otherCount(cells.count, columns.count, at: line))
      return
    }
    func cell(_ name: String) -> Located? {
      columns.firstIndex(of: name).map { cells[$0] }.flatMap { $0.text.isEmpty ? nil : $0 }
    }
    func node(_ name: String) -> Node? {
      cell(name).map { Node(span: $0.span, content: .scalar(Scalar($0.text))) }
    }
    guard let id = cell("id"), let figure = cell("figure"), var value = cell("value") else {
      report(Self.emptyCell(at: line))
      return
    }
    if let unit = cell("unit"), unit.text != "1", figure.text != "zone" {
      value.text += " " + unit.text
      if value.span.upper + 1 == unit.span.lower {
        value.span = Span(
          file: line.file, lower: value.span.lower, upper: unit.span.upper)
      }
    }
    if purpose == .comparison {
      guard catalogue.entry(id.text)?.id == id.text else { return }
    } else if !described.contains(id.text) {
      described.insert(id.text)
      guard describe(id, inTable: true) else { return }
    }
    take(
      FactorDraft(
        id: id.text, figure: figure,
        value: Node(span: value.span, content: .scalar(Scalar(value.text))), year: node("year"),
        method: node("method"), source: node("source"), confidence: node("confidence"),
        note: node("note"), span: line))
  }

  /// The cells of a line, with the places of what stands in them.
  private func cells(_ bytes: [UInt8], _ line: Span) -> [Located]? {
    guard let text = String(validating: bytes[line.lower..<line.upper], as: UTF8.self),
      !text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" })
    else {
      report(Self.noText(at: line))
      return nil
    }
    var cells: [Located] = []
    var content: [UInt8] = []
    var start = line.lower
    var isQuoted = false
    var index = line.lower
    func close(at end: Int) {
      cells.append(
        Located(
          String(decoding: content, as: UTF8.self),
          Span(file: line.file, lower: start, upper: end)))
      content = []
      start = end + 1
    }
    while index < line.upper {
      let byte = bytes[index]
      if byte == 0x22, isQuoted, index + 1 < line.upper, bytes[index + 1] == 0x22 {
        content.append(byte)
        index += 1
      } else if byte == 0x22, isQuoted || index == start {
        isQuoted.toggle()
      } else if byte == 0x2C, !isQuoted {
        close(at: index)
      } else {
        content.append(byte)
      }
      index += 1
    }
    guard !isQuoted else {
      report(Self.unclosed(Span(file: line.file, lower: start, upper: line.upper)))
      return nil
    }
    close(at: line.upper)
    return cells
  }
}

// What can be wrong with a table.
extension CatalogueReader {
  private static func noHeader(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingKey, "the table does not begin with the names of its columns", at: span,
      hint: "its first line is `\(FactorRow.header)`")
  }

  private static func unknownColumn(_ cell: Located) -> Diagnostic {
    Diagnostic(
      .unknownKey, "a catalogue has no column `\(cell.text)`", at: cell.span,
      hint: "its columns are \(StudyReader.listAll(columns))")
  }

  private static func sameColumn(_ cell: Located) -> Diagnostic {
    Diagnostic(.duplicateKey, "the column `\(cell.text)` comes twice", at: cell.span)
  }

  private static func otherCount(_ found: Int, _ due: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongShape, "this row has \(found) field\(found == 1 ? "" : "s"), not \(due)", at: span,
      hint: "a field that holds a comma stands in quotation marks")
  }

  private static func emptyCell(at span: Span) -> Diagnostic {
    Diagnostic(.missingKey, "a row has an `id`, a `figure` and a `value`", at: span)
  }

  private static func noText(at span: Span) -> Diagnostic {
    Diagnostic(
      .invalidUTF8, "this line is no text in UTF-8",
      at: Span(file: span.file, lower: span.lower, upper: span.lower),
      hint: "save the file as UTF-8")
  }

  private static func unclosed(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unclosed, "this quoted field does not end on its line", at: span,
      hint: "close it with `\"`; a `\"` within it is written twice")
  }

  private static func empty(_ span: Span) -> Diagnostic {
    Diagnostic(
      .emptyFile, "the catalogue is empty", at: span,
      hint: "its first line is `\(FactorRow.header)`")
  }

  private static func tooLarge(_ count: Int, _ file: FileID) -> Diagnostic {
    Diagnostic(
      .tooLarge, "the catalogue has more than \(StudyParser.mostBytes) bytes",
      at: Span(file: file, lower: 0, upper: 0), hint: "keep the rows that are needed")
  }
}
