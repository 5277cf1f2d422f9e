/// The number of a text among the texts of one run.
public struct FileID: Hashable, Sendable {
  /// The index into ``Sources/texts``.
  public let index: UInt16

  /// Names the text with this index.
  public init(index: UInt16) { self.index = index }
}

/// A stretch of bytes in one of the texts of a run: whatever came from a file can say where from.
public struct Span: Hashable, Sendable {
  /// The text that holds the stretch.
  public let file: FileID
  /// The offset of its first byte.
  public let lower: Int
  /// The offset behind its last byte; equal to `lower` for a place between two bytes.
  public let upper: Int

  /// The bytes `lower ..< upper` of `file`.
  public init(file: FileID, lower: Int, upper: Int) {
    self.file = file
    self.lower = lower
    self.upper = max(lower, upper)
  }

  /// A stretch inside this one, its offsets counted in bytes from this one's start.
  public func inside(_ range: Range<Int>) -> Span {
    Span(file: file, lower: lower + range.lowerBound, upper: lower + range.upperBound)
  }
}

/// One text as it was read, with the name under which a person knows it.
public struct SourceText: Sendable {
  /// The path as the user gave it, `-` for standard input, `bloom` for a bundled study.
  public let name: String
  /// The bytes as they were read, a byte-order mark included.
  public let bytes: [UInt8]

  /// A text under a name.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The line, counted from 1, that holds the byte at `offset`.
  ///
  /// Lines end at a line feed, or at a carriage return with or without one.
  public func line(at offset: Int) -> Int {
    var line = 1
    var index = 0
    let end = min(offset, bytes.count)
    while index < end {
      if bytes[index] == 0x0A {
        line += 1
      } else if bytes[index] == 0x0D, index + 1 >= bytes.count || bytes[index + 1] != 0x0A {
        line += 1
      }
      index += 1
    }
    return line
  }
}

/// The texts of one run: study files, what `--set` said, catalogues.
public struct Sources: Sendable {
  /// The texts in the order in which they came.
  public private(set) var texts: [SourceText] = []

  /// No texts yet.
  public init() {}

  /// Takes a text in and gives it its number.
  public mutating func add(_ text: SourceText) -> FileID {
    texts.append(text)
    return FileID(index: UInt16(texts.count - 1))
  }

  /// The text with this number.
  public subscript(_ id: FileID) -> SourceText { texts[Int(id.index)] }

  /// The bytes of a span as text; what is not UTF-8 is replaced.
  public func text(of span: Span) -> String {
    let bytes = self[span.file].bytes
    let lower = min(span.lower, bytes.count)
    return String(decoding: bytes[lower..<min(span.upper, bytes.count)], as: UTF8.self)
  }

  /// `bloom.yaml:22`, for a derivation.
  public func place(of span: Span) -> String {
    "\(self[span.file].name):\(self[span.file].line(at: span.lower))"
  }
}
