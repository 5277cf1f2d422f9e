import Diagnostics
import Studies
import Telemetry

/// A table of jobs to be estimated, as CSV: a header with `accelerator`, `hours` and `region`, and
/// with `count` and `name` where they are known; then a job a line. A field is quoted after RFC 4180
/// where it holds a comma.
struct JobTable {
  /// One line of the table; empty fields of `count` and `name` are nothing.
  struct Job {
    var accelerator = ""
    var hours = ""
    var region = ""
    var count: String?
    var name: String?
    /// Where it stands.
    var span: Span
  }

  /// The jobs, in their order.
  private(set) var jobs: [Job] = []
  /// What is wrong with other lines.
  private(set) var mistakes: [Diagnostic] = []

  private static let columns = ["accelerator", "hours", "region", "count", "name"]

  /// Reads a table; throws where it is none.
  init(_ file: FileID, in sources: Sources) throws(Failure) {
    let bytes = sources[file].bytes
    guard bytes.count <= 16 << 20 else {
      throw Failure(2, Diagnostic(.tooLarge, "`\(sources[file].name)` is larger than 16 MB"))
    }
    var header: [String] = []
    var cells = Cells(separator: 0x2C)
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let next = end + 1
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
      let span = Span(file: file, lower: start, upper: end)
      cells.split(bytes.span, start..<end)
      start = next
      if let quote = cells.unclosedQuote {
        mistakes.append(Self.unclosed(at: Span(file: file, lower: quote, upper: end)))
        continue
      }
      let fields = cells.texts(bytes.span)
      guard fields.contains(where: { !$0.isEmpty }) else { continue }
      if header.isEmpty {
        header = fields.map { $0.lowercased() }
        if let mistake = Self.mistake(in: header, at: span) { throw Failure(2, mistake) }
      } else if fields.count != header.count {
        mistakes.append(Self.unlike(fields.count, header.count, at: span))
      } else {
        jobs.append(Self.job(fields, header, span))
      }
    }
    guard !jobs.isEmpty || !mistakes.isEmpty else {
      throw Failure(2, Self.noJob(sources[file].name))
    }
  }

  private static func job(_ fields: [String], _ header: [String], _ span: Span) -> Job {
    var job = Job(span: span)
    for (column, field) in zip(header, fields) {
      switch column {
      case "accelerator": job.accelerator = field
      case "hours": job.hours = field
      case "region": job.region = field
      case "count": job.count = field.isEmpty ? nil : field
      default: job.name = field.isEmpty ? nil : field
      }
    }
    return job
  }

  // The messages.

  private static func mistake(in header: [String], at span: Span) -> Diagnostic? {
    let hint = "the header is `accelerator,hours,region`, with `count` and `name` where known"
    if let unknown = header.first(where: { !columns.contains($0) }) {
      return Diagnostic(
        .unknownKey, "`\(unknown)` is no column of a table of jobs", at: span, hint: hint)
    }
    if let missing = columns.prefix(3).first(where: { !header.contains($0) }) {
      return Diagnostic(.missingKey, "the table has no column `\(missing)`", at: span, hint: hint)
    }
    for (index, column) in header.enumerated() where header[..<index].contains(column) {
      return Diagnostic(.duplicateKey, "the column `\(column)` stands twice", at: span, hint: hint)
    }
    return nil
  }

  private static func unlike(_ fields: Int, _ columns: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongShape, "the line has \(fields) fields, and the header \(columns)", at: span,
      hint: "quote a field that holds a comma, and leave one empty where it is not known")
  }

  private static func unclosed(at span: Span) -> Diagnostic {
    Diagnostic(
      .unclosed, "this quoted field does not end on its line", at: span,
      hint: "double a quote that is meant as one: `\"\"`")
  }

  private static func noJob(_ name: String) -> Diagnostic {
    Diagnostic(
      .noActivity, "`\(name)` has no job", hint: "write `accelerator,hours,region` and a job a line"
    )
  }
}
