import Diagnostics
import Documents

/// Running text as Markdown on one line; in a table its pipes are escaped too.
func markdownText(_ inlines: [Inline], inTable: Bool = false) -> String {
  var result = ""
  for inline in inlines {
    switch inline {
    case .text(let text), .tone(_, let text): result += escaped(text)
    case .strong(let text): result += emphasized(text)
    case .code(let text): result += code(text, inTable: inTable)
    case .cite(let key): result += escaped("[" + key + "]")
    case .quantity(let number, let unit):
      let shown = Numeral(number).map { $0.grouped + $0.tail } ?? escaped(number)
      result += shown + (unit.isEmpty ? "" : " " + escaped(unit))
    }
  }
  return result.trimmed
}

/// The same where a line begins: nothing at its start is taken for a list, a heading or a rule.
func markdownLine(_ inlines: [Inline]) -> String {
  let text = markdownText(inlines)
  let digits = text.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
  let behind = text.utf8.dropFirst(digits).first
  if digits > 0, digits < 10, behind == 0x2E || behind == 0x29 {
    let split = text.utf8.index(text.startIndex, offsetBy: digits)
    return text[..<split] + "\\" + text[split...]
  }
  switch text.utf8.first {
  case 0x23, 0x2B, 0x2D, 0x3D: return "\\" + text
  default: return text
  }
}

/// A line without what could drive a terminal.
func markdownPrintable(_ line: String) -> String { printableLine(line) }

/// The longest run of a character in a text.
func longestRun(of character: Character, in text: String) -> Int {
  var longest = 0
  var run = 0
  for other in text {
    run = other == character ? run + 1 : 0
    longest = max(longest, run)
  }
  return longest
}

/// A text on one line in which every mark of Markdown stands for itself.
private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in flat(text).unicodeScalars {
    switch scalar {
    case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "&", "$":
      result.unicodeScalars.append("\\")
    default: break
    }
    result.unicodeScalars.append(scalar)
  }
  return result
}

private func emphasized(_ text: String) -> String {
  let inner = escaped(text).trimmed
  return inner.isEmpty ? "" : "**" + inner + "**"
}

/// Code between backticks, more of them than it has in a row itself.
private func code(_ text: String, inTable: Bool) -> String {
  var inner = flat(text).trimmed
  if inner.isEmpty { return "" }
  // A table is divided into cells before code is looked for.
  if inTable {
    inner = inner.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
  let fence = String(repeating: "`", count: longestRun(of: "`", in: inner) + 1)
  let pad = fence.utf8.count > 1 ? " " : ""
  return fence + pad + inner + pad + fence
}

/// A text on one line: what ends a line is a space, and what could drive a terminal is spelled out.
private func flat(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09...0x0D: result.unicodeScalars.append(" ")
    default: result.unicodeScalars.append(scalar)
    }
  }
  return printableLine(result)
}

extension String {
  /// The text without spaces at its ends.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    guard let end = start.lastIndex(where: { $0 != " " }) else { return "" }
    return String(start[...end])
  }
}
