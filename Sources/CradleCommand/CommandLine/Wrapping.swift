/// A text in lines of at most so many characters; a longer word has a line of its own.
func wrapped(_ text: String, to width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var length = 0
  for word in text.split(separator: " ") {
    let count = word.count
    if !line.isEmpty && length + 1 + count > width {
      lines.append(line)
      line = ""
      length = 0
    }
    if !line.isEmpty {
      line += " "
      length += 1
    }
    line += word
    length += count
  }
  return line.isEmpty ? lines : lines + [line]
}

/// A text behind a first word, its further lines indented as far as its first.
func hung(_ head: String, _ text: String, to width: Int) -> [String] {
  let indent = String(repeating: " ", count: head.count)
  return wrapped(text, to: width - head.count).enumerated().map { index, line in
    (index == 0 ? head : indent) + line
  }
}
